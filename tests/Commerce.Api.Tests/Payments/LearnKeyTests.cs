using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Dapper;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;

namespace Commerce.Api.Tests.Payments;

/// <summary>The key under which the PG has a payment is kept although another process gets in the way.</summary>
[Collection(CardOrders.Collection)]
public sealed class LearnKeyTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deadlock_is_no_failure_the_key_is_kept()
    {
        var (payment, other) = (await api.AddCardPaymentAsync(stock: 1), await api.AddCardPaymentAsync(stock: 1));
        var order = await api.InDatabaseAsync(db => db.Orders.AsNoTracking().SingleAsync(o => o.Id == payment.OrderId, _ct));
        var key = new TransactionKey($"20250816:TR:{payment.Id}");
        await using var database = await api.OpenDatabaseAsync();
        await database.ExecuteAsync("START TRANSACTION");
        await ChangeMuchAsync(database); // Of two that wait for each other, the one that has changed less is ended.
        await database.ExecuteAsync(
            "UPDATE commerce_payments SET transaction_key = @key WHERE id = @id", new { key = key.Value, id = other.Id });

        var learned = api.Service<LearnKey>().TryAsync(order, payment, key, alongside: null, _ct);
        await UntilLockedAsync(payment.Id);
        await database.ExecuteAsync("UPDATE commerce_payments SET looks = looks + 1 WHERE id = @id", new { id = payment.Id });
        await database.ExecuteAsync("ROLLBACK");

        Assert.True(await learned);
        Assert.Equal((key, 0), ((await api.PaymentAsync(payment.Id)).TransactionKey, (await api.PaymentAsync(payment.Id)).Looks));
        await api.EndPaymentAsync(payment.Id);
        await api.EndPaymentAsync(other.Id);
    }

    private static Task<int> ChangeMuchAsync(MySqlConnection database) => database.ExecuteAsync(
        "INSERT INTO callback_inbox (gateway, body, state, failures, received_at) VALUES ('simulator', '', 'APPLIED', 0, UTC_TIMESTAMP(6))",
        Enumerable.Repeat(new { }, 50));

    // It holds its payment's row, and waits for whoever holds its key, or is about to.
    private async Task UntilLockedAsync(long paymentId)
    {
        await using var database = await api.OpenDatabaseAsync();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await IsFreeAsync(database, paymentId))
        {
            await pace.WaitForNextTickAsync(_ct);
        }
    }

    private static async Task<bool> IsFreeAsync(MySqlConnection database, long paymentId)
    {
        try
        {
            await database.ExecuteAsync("SELECT id FROM commerce_payments WHERE id = @paymentId FOR UPDATE NOWAIT", new { paymentId });
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }
}
