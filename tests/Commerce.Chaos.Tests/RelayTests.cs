using System.Net;
using System.Net.Sockets;
using Commerce.Chaos.Network;

namespace Commerce.Chaos.Tests;

/// <summary>A relay breaks what it is told to break, and nothing else.</summary>
public sealed class RelayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task That_a_client_was_killed_is_heard_at_the_other_end_at_once()
    {
        var ct = TestContext.Current.CancellationToken;
        using var server = new TcpListener(IPAddress.Loopback, port: 0);
        server.Start();
        await using var relay = Relay.To(((IPEndPoint)server.LocalEndpoint).Port);
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, relay.Port, ct);
        using var accepted = await server.AcceptSocketAsync(ct);

        client.LingerState = new LingerOption(enable: true, seconds: 0); // As when what it was sent is still unread.
        client.Dispose();

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        await Assert.ThrowsAsync<SocketException>(() => accepted.ReceiveAsync(new byte[1], limit.Token).AsTask());
    }
}
