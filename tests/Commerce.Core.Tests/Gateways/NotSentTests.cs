using System.Net;
using System.Net.Sockets;
using Commerce.Core.Gateways;
using Commerce.TestHost.Gateways;

namespace Commerce.Core.Tests.Gateways;

/// <summary>When nothing can have reached the PG, and what an open breaker has to do with it.</summary>
public sealed class NotSentTests : IAsyncLifetime
{
    private AskedPg _asked = null!;

    public async ValueTask InitializeAsync() => _asked = await AskedPg.StartAsync();

    public ValueTask DisposeAsync() => _asked.DisposeAsync();

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://no-such-host.invalid")]
    public async Task No_connection_means_never_sent(string address) =>
        Assert.IsType<GatewayResult.NotSent>(await _asked.RequestAsync(("Pg:BaseAddress", address)));

    [Fact]
    public async Task A_connection_that_does_not_open_in_time_means_never_sent()
    {
        // A listener whose backlog is full and who never accepts: the next connection hangs.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var full = new List<Socket>();
        for (var i = 0; i < 4; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            full.Add(socket);
            Record.Exception(() => socket.Connect(listener.LocalEndPoint!));
        }

        var result = await _asked.RequestAsync(("Pg:BaseAddress", $"http://{listener.LocalEndPoint}"), ("Pg:ConnectTimeout", "00:00:00.2"));

        full.ForEach(socket => socket.Dispose());
        Assert.IsType<GatewayResult.NotSent>(result);
    }

    [Fact]
    public async Task A_further_gateway_has_its_own_address_and_breakers_and_the_rest_from_the_first()
    {
        _asked.Pg.OnSend(ScriptedPg.Refused(500, "busy"), ScriptedPg.Accepted("k5"));
        var further = _asked.Gateway(
            "further",
            ("Pg:BaseAddress", "http://127.0.0.1:1"),
            AskedPg.Idempotent,
            ("Pg:MaxSends", "1"),
            ("PgGateways:further:BaseAddress", _asked.Pg.Address.ToString()),
            ("PgGateways:further:Weight", "3"),
            ("CircuitBreakers:pg-payments-further:MinimumNumberOfCalls", "1"));

        Assert.IsType<GatewayResult.Refused>(await further.RequestAsync(AskedPg.Request, TestContext.Current.CancellationToken));
        Assert.IsType<GatewayResult.NotSent>(await further.RequestAsync(AskedPg.Request, TestContext.Current.CancellationToken));
        Assert.Equal((3, 1), (_asked.WeightOf("further"), _asked.Pg.IdempotencyKeys.Count));
    }

    [Fact]
    public async Task An_open_breaker_means_never_sent_and_lookups_go_on()
    {
        _asked.Pg.OnSend([.. Enumerable.Repeat(ScriptedPg.Refused(500, "busy"), 20)]);
        var gateway = _asked.Gateway(
            AskedPg.Idempotent,
            ("Pg:MaxSends", "1"),
            ("CircuitBreakers:pg-payments:MinimumNumberOfCalls", "4"),
            ("CircuitBreakers:pg-lookups:MinimumNumberOfCalls", "4"));
        for (var i = 0; i < 4; i++)
        {
            Assert.IsType<GatewayResult.Refused>(await gateway.RequestAsync(AskedPg.Request, TestContext.Current.CancellationToken));
        }

        Assert.IsType<GatewayResult.NotSent>(await gateway.RequestAsync(AskedPg.Request, TestContext.Current.CancellationToken));
        Assert.Equal(4, _asked.Pg.IdempotencyKeys.Count);
        Assert.IsType<GatewayOrderLookup.Absent>(
            await gateway.LookUpByOrderAsync(AskedPg.Request.MemberId, AskedPg.Name, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_card_that_is_refused_says_nothing_about_the_pg()
    {
        _asked.Pg.OnSend([.. Enumerable.Repeat(ScriptedPg.Refused(400, "카드 번호"), 20)]);
        var gateway = _asked.Gateway(("CircuitBreakers:pg-payments:MinimumNumberOfCalls", "4"));
        for (var i = 0; i < 8; i++)
        {
            Assert.IsType<GatewayResult.Declined>(await gateway.RequestAsync(AskedPg.Request, TestContext.Current.CancellationToken));
        }
    }
}
