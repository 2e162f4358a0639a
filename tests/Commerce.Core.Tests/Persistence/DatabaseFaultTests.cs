using System.Net.Sockets;
using Commerce.Core.Persistence;
using Microsoft.AspNetCore.Http;

namespace Commerce.Core.Tests.Persistence;

/// <summary>What the driver throws bare when a connection breaks is an outage; the same of another connection is none.</summary>
public sealed class DatabaseFaultTests
{
    public static TheoryData<Exception, string?> Faults => new()
    {
        { new EndOfStreamException(), "ConnectionLost" },
        { new SocketException(), "ConnectionLost" },
        { new IOException("reset", new SocketException()), "ConnectionLost" },
        { new IOException("no space"), null },
        { new HttpRequestException("refused", new SocketException()), null },
        { new BadHttpRequestException("cut off"), null },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_broken_connection(Exception fault, string? name) => Assert.Equal(name, DatabaseFault.NameOf(fault));
}
