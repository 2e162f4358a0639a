using System.Net.Sockets;
using Commerce.Core.Persistence;
using Commerce.MySql.Failover;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Tests.Persistence;

/// <summary>What the driver throws bare when a connection breaks is an outage; the same of another connection is none.</summary>
public sealed class DatabaseFaultTests
{
    public static TheoryData<Exception, string?> Faults => new()
    {
        { new EndOfStreamException(), "ConnectionLost" },
        { new SocketException(), "ConnectionLost" },
        { new IOException("reset", new SocketException()), "ConnectionLost" },
        { new DbUpdateException("could not be saved", new SocketException()), "ConnectionLost" },
        { new DatabaseUnavailableException("while it was paid", new SocketException()), "ConnectionLost" },
        { new DatabaseUnavailableException("while it was paid", new DbUpdateException("", new EndOfStreamException())), "ConnectionLost" },
        { new DbUpdateException("could not be saved", new InvalidCastException()), null },
        { new ConnectionResetException("the client's", new SocketException()), null },
        { new IOException("no space"), null },
        { new HttpRequestException("refused", new SocketException()), null },
        { new BadHttpRequestException("cut off"), null },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_broken_connection(Exception fault, string? name) => Assert.Equal(name, DatabaseFault.NameOf(fault));

    [Fact]
    public void A_server_is_lost_too_when_a_save_or_a_commit_could_not_be_written_to_it()
    {
        Assert.Equal(ServerLoss.Gone, DatabaseFault.LossOf(new DbUpdateException("could not be saved", new SocketException())));
        Assert.Equal(ServerLoss.Gone, DatabaseFault.LossOf(new CommitUnknownException(new SocketException())));
        Assert.Equal(ServerLoss.None, DatabaseFault.LossOf(new HttpRequestException("the PG's", new SocketException())));
    }
}
