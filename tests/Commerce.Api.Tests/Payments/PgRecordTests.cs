using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.CustomerService;
using Commerce.Core.Gateways;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.TestHost.Gateways;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Payments;

/// <summary>What the PG's records must say before they are believed, and what is not a record at all.</summary>
[Collection(CardOrders.Collection)]
public sealed class PgRecordTests(RunningApi api) : IAsyncLifetime
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TransactionKey _key = new($"20260101:TR:{Guid.NewGuid():N}");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        api.PgLooksUp(ScriptedPg.Refused(404, "none"));
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(999)]
    [InlineData(1_001)]
    [InlineData(0)]
    [InlineData(10_000)]
    public async Task Another_amount_than_ours_is_not_applied_and_opens_a_case(long amount)
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);

        var applied = await api.Service<ApplyGatewayRecord>().ExecuteAsync(
            payment, new GatewayLookup.Found(_key, null, GatewayPaymentState.Success, amount, null), _ct);

        Assert.Null(applied);
        Assert.Equal(PaymentStatus.Pending, await StatusAsync(payment.Id));
        Assert.Equal([CaseReason.AmountDiffers], await api.InDatabaseAsync(
            db => db.Cases.Where(c => c.PaymentId == payment.Id).Select(c => c.Reason).ToListAsync(_ct)));
        await api.EndPaymentAsync(payment.Id);
    }

    [Theory]
    [InlineData(500, """{"meta":{"result":"FAIL"}}""")]
    [InlineData(200, "<html>a proxy's page</html>")]
    [InlineData(200, """{"meta":{"result":"SUCCESS"},"data":{"status":"CANCELLED"}}""")]
    public async Task A_void_is_not_believed_while_the_pgs_books_cannot_be_read(int status, string body)
    {
        var payment = await api.AddCardPaymentAsync(stock: 0);
        await api.Service<ApplyPaymentResult>().ExecuteAsync(payment.Id, new PaymentResult.Succeeded(_key), _ct);
        api.PgLooksUp(context => context.Request.Path.Value!.EndsWith(_key.Value, StringComparison.Ordinal)
            ? ScriptedPg.Json(status, body)(context)
            : ScriptedPg.Refused(404, "none")(context));

        var outcome = await api.Service<VoidPayment>().ExecuteAsync(payment.Id, _ct);

        Assert.Equal(VoidOutcome.NotYet, outcome);
        Assert.Equal(PaymentStatus.Success, await StatusAsync(payment.Id));
    }

    private Task<PaymentStatus> StatusAsync(long paymentId) =>
        api.InDatabaseAsync(db => db.Payments.Where(p => p.Id == paymentId).Select(p => p.Status).SingleAsync(_ct));
}
