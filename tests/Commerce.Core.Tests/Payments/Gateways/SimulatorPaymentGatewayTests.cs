using System.Net;
using System.Net.Sockets;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.Core.Payments.Gateways;

namespace Commerce.Core.Tests.Payments.Gateways;

/// <summary>What each answer and each silence of the PG proves, and how many POSTs it saw meanwhile.</summary>
public sealed class SimulatorPaymentGatewayTests : IAsyncLifetime
{
    private static readonly PgRequest Request = new(
        new MemberId("demo1"), PaymentId: 7, PgOrderId.For(1), Card.Parse("SAMSUNG", "1234-5678-9814-1451"), Amount: 5_000);

    private static readonly (string Key, string Value) Idempotent = ("Pg:HonoursIdempotencyKey", "true");

    private ScriptedPg _pg = null!;
    private GatewayHost? _host;

    public async ValueTask InitializeAsync() => _pg = await ScriptedPg.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _pg.DisposeAsync();
        _host?.Dispose();
    }

    [Fact]
    public async Task Accepted_with_a_key()
    {
        _pg.OnSend(ScriptedPg.Accepted("k1"));

        Assert.Equal(new PgResult.Accepted(new TransactionKey("k1")), await RequestAsync());
        Assert.Equal(["ORDER000001-7"], _pg.IdempotencyKeys);
    }

    [Fact]
    public async Task A_500_that_kept_nothing_is_sent_again_where_the_key_makes_that_safe_and_may_succeed()
    {
        _pg.OnSend(ScriptedPg.Refused(500, "busy"), ScriptedPg.Accepted("k2"));

        Assert.Equal(new PgResult.Accepted(new TransactionKey("k2")), await RequestAsync(Idempotent));
        Assert.Equal(["ORDER000001-7", "ORDER000001-7"], _pg.IdempotencyKeys);
    }

    [Fact]
    public async Task Three_sends_are_the_most()
    {
        _pg.OnSend([.. Enumerable.Repeat(ScriptedPg.Refused(500, "busy"), 9)]);

        Assert.Equal(new PgResult.Refused("busy"), await RequestAsync(Idempotent));
        Assert.Equal(3, _pg.IdempotencyKeys.Count);
    }

    [Fact]
    public async Task A_500_after_acceptance_adopts_what_the_pg_has_and_sends_nothing_more()
    {
        _pg.OnSend(ScriptedPg.Refused(500, "busy")).OnLookup("k3", "PENDING", 5_000);

        Assert.Equal(new PgResult.Accepted(new TransactionKey("k3")), await RequestAsync());
        Assert.Single(_pg.IdempotencyKeys);
    }

    [Fact]
    public async Task A_500_and_no_answer_to_the_lookup_is_unknown()
    {
        _pg.OnSend(ScriptedPg.Refused(500, "busy")).OnLookup(ScriptedPg.Refused(500, "busy"));

        Assert.IsType<PgResult.Unknown>(await RequestAsync());
        Assert.Single(_pg.IdempotencyKeys);
    }

    [Theory]
    [InlineData(400, "주문 ID는 6자리 이상 문자열이어야 합니다.", false)]
    [InlineData(400, "카드 번호는 xxxx-xxxx-xxxx-xxxx 형식이어야 합니다.", true)]
    [InlineData(402, "한도", false)]
    [InlineData(422, "처리할 수 없는 요청입니다.", false)]
    public async Task A_refusal_that_is_documented_as_nothing_kept_is_the_pgs_no(int status, string message, bool cardAtFault)
    {
        _pg.OnSend(ScriptedPg.Refused(status, message));

        Assert.Equal(new PgResult.Declined(message, cardAtFault), await RequestAsync());
        Assert.Single(_pg.IdempotencyKeys);
    }

    [Fact]
    public async Task Silence_is_unknown_and_nothing_is_sent_again()
    {
        _pg.OnSend(ScriptedPg.Hang);

        Assert.IsType<PgResult.Unknown>(await RequestAsync(("Pg:TimeLimit", "00:00:02")));
        Assert.Single(_pg.IdempotencyKeys);
    }

    [Fact]
    public async Task A_cut_connection_is_unknown_and_nothing_is_sent_again()
    {
        _pg.OnSend(ScriptedPg.Cut);

        Assert.IsType<PgResult.Unknown>(await RequestAsync());
        Assert.Single(_pg.IdempotencyKeys);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("""{"meta":{"result":"SUCCESS"},"data":{"status":"PENDING"}}""")]
    public async Task An_answer_that_cannot_be_read_is_unknown(string body)
    {
        _pg.OnSend(ScriptedPg.Json(200, body));

        Assert.IsType<PgResult.Unknown>(await RequestAsync());
        Assert.Single(_pg.IdempotencyKeys);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://no-such-host.invalid")]
    public async Task No_connection_means_never_sent(string address) =>
        Assert.IsType<PgResult.NotSent>(await RequestAsync(("Pg:BaseAddress", address)));

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

        var result = await RequestAsync(("Pg:BaseAddress", $"http://{listener.LocalEndPoint}"), ("Pg:ConnectTimeout", "00:00:00.2"));

        full.ForEach(socket => socket.Dispose());
        Assert.IsType<PgResult.NotSent>(result);
    }

    [Fact]
    public async Task A_further_gateway_has_its_own_address_and_breakers_and_the_rest_from_the_first()
    {
        _pg.OnSend(ScriptedPg.Refused(500, "busy"), ScriptedPg.Accepted("k5"));
        var further = Gateway(
            "further",
            ("Pg:BaseAddress", "http://127.0.0.1:1"),
            Idempotent,
            ("Pg:MaxSends", "1"),
            ("PgGateways:further:BaseAddress", _pg.Address.ToString()),
            ("PgGateways:further:Weight", "3"),
            ("CircuitBreakers:pg-payments-further:MinimumNumberOfCalls", "1"));

        Assert.IsType<PgResult.Refused>(await further.RequestAsync(Request, TestContext.Current.CancellationToken));
        Assert.IsType<PgResult.NotSent>(await further.RequestAsync(Request, TestContext.Current.CancellationToken));
        Assert.Equal((3, 1), (further.Weight, _pg.IdempotencyKeys.Count));
    }

    [Fact]
    public async Task An_open_breaker_means_never_sent_and_lookups_go_on()
    {
        _pg.OnSend([.. Enumerable.Repeat(ScriptedPg.Refused(500, "busy"), 20)]);
        var gateway = Gateway(
            Idempotent, ("Pg:MaxSends", "1"), ("CircuitBreakers:pg-payments:MinimumNumberOfCalls", "4"), ("CircuitBreakers:pg-lookups:MinimumNumberOfCalls", "4"));
        for (var i = 0; i < 4; i++)
        {
            Assert.IsType<PgResult.Refused>(await gateway.RequestAsync(Request, TestContext.Current.CancellationToken));
        }

        Assert.IsType<PgResult.NotSent>(await gateway.RequestAsync(Request, TestContext.Current.CancellationToken));
        Assert.Equal(4, _pg.IdempotencyKeys.Count);
        Assert.IsType<PgOrderLookup.Absent>(await gateway.FindByOrderAsync(Request.MemberId, Request.OrderId, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_card_that_is_refused_says_nothing_about_the_pg()
    {
        _pg.OnSend([.. Enumerable.Repeat(ScriptedPg.Refused(400, "카드 번호"), 20)]);
        var gateway = Gateway(("CircuitBreakers:pg-payments:MinimumNumberOfCalls", "4"));
        for (var i = 0; i < 8; i++)
        {
            Assert.IsType<PgResult.Declined>(await gateway.RequestAsync(Request, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_lookup_finds_state_and_amount()
    {
        _pg.OnLookup("k4", "SUCCESS", 5_000);
        var found = new PgLookup.Found(new TransactionKey("k4"), "ORDER000001", PgState.Success, 5_000, "r");

        Assert.Equal(found, await Gateway().FindByKeyAsync(Request.MemberId, new TransactionKey("k4"), TestContext.Current.CancellationToken));
        var listed = Assert.IsType<PgOrderLookup.Found>(
            await Gateway().FindByOrderAsync(Request.MemberId, Request.OrderId, TestContext.Current.CancellationToken));
        Assert.Equal(
            [new PgOrderTransaction(new TransactionKey("other"), PgState.Failed), new PgOrderTransaction(new TransactionKey("k4"), PgState.Success)],
            listed.Transactions);
    }

    [Fact]
    public async Task A_lookup_tells_absence_from_silence()
    {
        Assert.IsType<PgOrderLookup.Absent>(await FindAsync());
        Assert.IsType<PgOrderLookup.Unknown>(await FindAsync(pg => pg.OnLookup(ScriptedPg.Refused(503, "busy"))));
        Assert.IsType<PgOrderLookup.Unknown>(await FindAsync(pg => pg.OnLookup(ScriptedPg.Cut)));
        Assert.IsType<PgOrderLookup.Unknown>(await FindAsync(pg => pg.OnLookup(ScriptedPg.Hang)));
    }

    private Task<PgOrderLookup> FindAsync(Func<ScriptedPg, ScriptedPg>? script = null)
    {
        script?.Invoke(_pg);
        return Gateway(("Pg:LookupTimeLimit", "00:00:00.3"))
            .FindByOrderAsync(Request.MemberId, Request.OrderId, TestContext.Current.CancellationToken);
    }

    private Task<PgResult> RequestAsync(params (string Key, string Value)[] settings) =>
        Gateway(settings).RequestAsync(Request, TestContext.Current.CancellationToken);

    private IPaymentGateway Gateway(params (string Key, string Value)[] settings) => Gateway("simulator", settings);

    private IPaymentGateway Gateway(string name, params (string Key, string Value)[] settings) =>
        (_host = new GatewayHost(_pg.Address, settings)).Of(name);
}
