using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Dapper;

namespace Commerce.Api.Tests.Payments;

/// <summary>
/// Whoever learned something about a payment waits for its row first, with nothing in his hands: two of them never wait for each other, and
/// nobody decides by a state that another is about to change (I7).
/// </summary>
[Collection(CardOrders.Collection)]
public sealed class PaymentLockTests(RunningApi api)
{
    private const string Waiting =
        "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT' AND trx_query LIKE '%commerce_payments%'";

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_result_waits_for_its_payment_and_holds_neither_order_nor_goods_meanwhile()
    {
        var payment = await api.AddCardPaymentAsync(stock: 1);
        await using var another = await api.OpenDatabaseAsync();
        var product = await another.ExecuteScalarAsync<long>(
            "SELECT product_id FROM order_items WHERE order_id = @order", new { order = payment.OrderId });
        await another.ExecuteAsync("START TRANSACTION");
        await another.ExecuteAsync("SELECT id FROM commerce_payments WHERE id = @id FOR UPDATE", new { id = payment.Id });

        var applied = api.Service<ApplyPaymentResult>().ExecuteAsync(
            payment.Id, new PaymentResult.Succeeded(new TransactionKey($"20251128:TR:{payment.Id}")), _ct);
        await UntilItWaitsAsync(applied);
        Assert.False(applied.IsCompleted, "It did not wait for the payment's row.");
        await another.ExecuteAsync("SELECT id FROM orders WHERE id = @order FOR UPDATE NOWAIT", new { order = payment.OrderId });
        await another.ExecuteAsync("SELECT id FROM products WHERE id = @product FOR UPDATE NOWAIT", new { product });
        await another.ExecuteAsync("ROLLBACK");

        Assert.Equal(PaymentStatus.Success, (await applied).Status);
    }

    private async Task UntilItWaitsAsync(Task applied)
    {
        await using var server = await api.OpenServerAsync();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100)); // The server renews what it tells of waits no faster.
        while (!applied.IsCompleted && await server.ExecuteScalarAsync<long>(Waiting) == 0)
        {
            await pace.WaitForNextTickAsync(_ct);
        }
    }
}
