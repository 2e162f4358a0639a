using System.Text;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.Callbacks;
using Commerce.Core.CustomerService;
using Commerce.Core.Gateways.Simulator;
using Commerce.Core.Outbox;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.TestHost.Gateways;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Payments;

/// <summary>The PG has an ended payment otherwise than we: that is a case, unless it is we who had it given back.</summary>
[Collection(CardOrders.Collection)]
public sealed class CheckEndedPaymentTests(RunningApi api) : IAsyncDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        api.PgLooksUp(ScriptedPg.Refused(404, "none"));
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Money_that_is_back_before_we_read_so_differs_only_when_no_void_is_under_way(bool isVoided)
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        var key = new TransactionKey($"ended-{payment.Id}");
        await api.Service<ApplyPaymentResult>().ExecuteAsync(payment.Id, new PaymentResult.Succeeded(key), _ct);
        var message = await AddVoidAsync(payment.Id, isVoided);
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, "CANCELLED", key));

        var agrees = await api.Service<CheckEndedPayment>().ExecuteAsync(payment.Id, _ct);

        Assert.Equal(isVoided, agrees);
        Assert.Equal(!isVoided, await api.InDatabaseAsync(
            db => db.Cases.AnyAsync(c => c.PaymentId == payment.Id && c.Reason == CaseReason.StateDiffers, _ct)));
        // So that no other test delivers it.
        await api.InDatabaseAsync(db => db.Outbox.Where(m => m.Id == message).ExecuteDeleteAsync(_ct));
    }

    [Theory]
    [InlineData("SUCCESS", "SUCCESS", true)]
    [InlineData("SUCCESS", "CANCELLED", false)]
    [InlineData("FAILED", "FAILED", true)]
    [InlineData("FAILED", "CANCELLED", false)]
    public async Task What_a_signed_callback_says_against_money_that_went_back_is_asked_of_the_pg(string told, string records, bool differs)
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        var key = new TransactionKey($"went-back-{payment.Id}");
        await api.Service<ApplyPaymentResult>().ExecuteAsync(payment.Id, new PaymentResult.Succeeded(key), _ct);
        await api.Service<ApplyPaymentResult>().ExecuteAsync(payment.Id, new PaymentResult.Voided(), _ct);
        api.PgLooksUp(PgTransactions.Of(payment.OrderId, records, key));

        var body = $$"""
            {"transactionKey":"{{key}}","orderId":"{{SimulatorOrderId.Of(payment.OrderId).Value}}","cardType":"KB",
             "cardNo":"1234-5678-9814-1451","amount":1000,"status":"{{told}}"}
            """;
        using var process = await api.AnotherProcessAsync(TimeProvider.System);
        var receipt = await process.Services.GetRequiredService<ReceiveCallback>().ExecuteAsync(
            null, "127.0.0.1", SignedHeaders.Of(body, RunningApi.CallbackSecret), Encoding.UTF8.GetBytes(body), _ct);

        Assert.Equal(CallbackReceipt.Stored, receipt);
        Assert.Equal(differs ? CallbackState.Differs : CallbackState.Applied, await api.InDatabaseAsync(
            db => db.Callbacks.Where(c => c.PaymentId == payment.Id).Select(c => c.State).SingleAsync(_ct)));
        Assert.Equal(differs, await api.InDatabaseAsync(
            db => db.Cases.AnyAsync(c => c.PaymentId == payment.Id && c.Reason == CaseReason.StateDiffers, _ct)));
        Assert.Equal(PaymentStatus.Cancelled, (await api.PaymentAsync(payment.Id)).Status);
    }

    // Not due, so that no other test delivers it meanwhile.
    private Task<long> AddVoidAsync(long paymentId, bool isVoided) => api.InDatabaseAsync(async db =>
    {
        var message = OutboxMessage.DueNow(OutboxKind.VoidPayment, paymentId, TimeProvider.System.GetUtcNow().AddDays(1));
        if (isVoided)
        {
            db.Outbox.Add(message);
            await db.SaveChangesAsync(_ct);
        }

        return message.Id;
    });
}
