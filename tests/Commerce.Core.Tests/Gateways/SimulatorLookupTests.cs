using Commerce.Core.Gateways;
using Commerce.Core.Payments;
using Commerce.TestHost.Gateways;

namespace Commerce.Core.Tests.Gateways;

/// <summary>What a lookup at the PG finds.</summary>
public sealed class SimulatorLookupTests : IAsyncLifetime
{
    private static readonly GatewayRequest Request = AskedPg.Request;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private AskedPg _asked = null!;

    public async ValueTask InitializeAsync() => _asked = await AskedPg.StartAsync();

    public ValueTask DisposeAsync() => _asked.DisposeAsync();

    [Fact]
    public async Task A_lookup_finds_state_and_amount()
    {
        _asked.Pg.OnLookup("k4", "SUCCESS", 5_000);
        var found = new GatewayLookup.Found(new TransactionKey("k4"), "ORDER000001", GatewayPaymentState.Success, 5_000, "r");

        Assert.Equal(found, await _asked.Gateway().LookUpByKeyAsync(Request.MemberId, new TransactionKey("k4"), _ct));
        var listed = Assert.IsType<GatewayOrderLookup.Found>(
            await _asked.Gateway().LookUpByOrderAsync(Request.MemberId, AskedPg.Name, _ct));
        Assert.Equal(
            [new GatewayTransaction(new TransactionKey("other"), GatewayPaymentState.Failed), new GatewayTransaction(
                new TransactionKey("k4"), GatewayPaymentState.Success)],
            listed.Transactions);
    }

    [Fact]
    public async Task A_lookup_tells_absence_from_silence()
    {
        Assert.IsType<GatewayOrderLookup.Absent>(await FindAsync());
        Assert.IsType<GatewayOrderLookup.Unknown>(await FindAsync(pg => pg.OnLookup(ScriptedPg.Refused(503, "busy"))));
        Assert.IsType<GatewayOrderLookup.Unknown>(await FindAsync(pg => pg.OnLookup(ScriptedPg.Cut)));
        Assert.IsType<GatewayOrderLookup.Unknown>(
            await FindAsync(pg => pg.OnLookup(ScriptedPg.Hang), ("Pg:LookupTimeLimit", "00:00:00.3")));
    }

    [Theory]
    [InlineData("""{"result":"FAIL"}""")]
    [InlineData("null")]
    public async Task A_200_that_is_no_success_tells_nothing(string meta)
    {
        _asked.Pg.OnLookup(ScriptedPg.Json(200, $$$"""
            {"meta":{{{meta}}},"data":{"transactionKey":"k5","orderId":"ORDER000001","status":"SUCCESS","amount":5000,
             "transactions":[{"transactionKey":"k5","status":"SUCCESS"}]}}
            """));

        var byKey = await _asked.Gateway().LookUpByKeyAsync(Request.MemberId, new TransactionKey("k5"), _ct);

        Assert.True(Assert.IsType<GatewayLookup.Unknown>(byKey).WasAsked);
        Assert.True(Assert.IsType<GatewayOrderLookup.Unknown>(await FindAsync()).WasAsked);
    }

    private Task<GatewayOrderLookup> FindAsync(Func<ScriptedPg, ScriptedPg>? script = null, params (string Key, string Value)[] settings)
    {
        script?.Invoke(_asked.Pg);
        return _asked.Gateway(settings).LookUpByOrderAsync(Request.MemberId, AskedPg.Name, _ct);
    }
}
