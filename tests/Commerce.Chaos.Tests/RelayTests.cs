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

    [Fact]
    public async Task Nobody_listens_while_it_is_closed_and_the_same_port_serves_afterwards()
    {
        using var server = Echo(out var target);
        await using var relay = Relay.To(target);

        relay.Turn(RelayMode.Closed);
        var refused = await Assert.ThrowsAsync<SocketException>(() => AskAsync(relay));
        relay.Turn(RelayMode.Pass);

        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        Assert.Equal("hello, whoever reads this to its end", await AskAsync(relay));
    }

    [Fact]
    public async Task Of_an_answer_that_is_cut_the_first_bytes_come_and_then_a_reset()
    {
        using var server = Echo(out var target);
        await using var relay = Relay.To(target);

        relay.Turn(RelayMode.CutAnswers);

        Assert.Equal("hello, whoever r, and a reset", await AskAsync(relay));
    }

    [Fact]
    public async Task Somebody_else_answers_and_the_target_hears_nothing()
    {
        using var server = Echo(out var target);
        await using var relay = Relay.To(target);

        relay.StandIn = StandInAnswer.MailGreeting;
        relay.Turn(RelayMode.StandIn);

        Assert.Equal("220 mail.example.com ESMTP ready\r\n", await AskAsync(relay));
        Assert.False(server.Pending());
    }

    [Fact]
    public async Task Who_is_connected_is_reset_and_who_comes_then_is_answered_by_the_new_target()
    {
        var ct = TestContext.Current.CancellationToken;
        using var former = new TcpListener(IPAddress.Loopback, port: 0);
        former.Start();
        using var server = Echo(out var target);
        await using var relay = Relay.To(((IPEndPoint)former.LocalEndpoint).Port);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, relay.Port, ct);
        using var accepted = await former.AcceptSocketAsync(ct);

        relay.Retarget(target);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        await Assert.ThrowsAsync<SocketException>(() => client.ReceiveAsync(new byte[1], limit.Token).AsTask());
        Assert.Equal("hello, whoever reads this to its end", await AskAsync(relay));
    }

    // Says the question back.
    private static TcpListener Echo(out int port)
    {
        var server = new TcpListener(IPAddress.Loopback, port: 0);
        server.Start();
        port = ((IPEndPoint)server.LocalEndpoint).Port;
        _ = ServeAsync();
        return server;

        async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await server.AcceptSocketAsync();
                    var buffer = new byte[100];
                    await client.SendAsync(buffer.AsMemory(0, await client.ReceiveAsync(buffer)));
                    client.Shutdown(SocketShutdown.Send);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }

    private static async Task<string> AskAsync(Relay relay)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, relay.Port, limit.Token);
        await client.SendAsync("hello, whoever reads this to its end"u8.ToArray(), limit.Token);
        var (heard, buffer) = ("", new byte[100]);
        try
        {
            int read;
            while ((read = await client.ReceiveAsync(buffer, limit.Token)) > 0)
            {
                heard += System.Text.Encoding.ASCII.GetString(buffer, 0, read);
            }

            return heard;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return $"{heard}, and a reset";
        }
    }
}
