using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.Callbacks;
using Commerce.Core.Delivery;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Recovery;
using Dapper;
using MySqlConnector;

namespace Commerce.Api.Tests.Payments;

/// <summary>A row with a word of a later version cannot be read at all: it is set aside with a case, and keeps no other waiting.</summary>
[Collection(CardOrders.Collection)]
public sealed class UnreadableRowTests(RunningApi api) : IAsyncLifetime
{
    private const string LaterWord = "OF_A_LATER_VERSION";
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private MySqlConnection _database = null!;

    public async ValueTask InitializeAsync() => _database = await api.OpenDatabaseAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_payment()
    {
        var (unread, sound) = (await api.AddPendingPaymentAsync(), await api.AddPendingPaymentAsync());
        await WriteAsync("commerce_payments", "payment_method", LaterWord, unread);

        await WorkUntilSetAsideAsync("commerce_payments", "next_look_at", unread, sound, api.Service<RecoverPayments>().ExecuteAsync);

        Assert.Equal(1, await CasesAsync("payment_id = @id", unread));
        Assert.True(await _database.ExecuteScalarAsync<int>("SELECT looks FROM commerce_payments WHERE id = @sound", new { sound }) > 0);
        await WriteAsync("commerce_payments", "payment_method", "CARD", unread);
        await api.EndPaymentAsync(unread);
        await api.EndPaymentAsync(sound);
    }

    [Fact]
    public async Task A_message_of_the_outbox()
    {
        var (unread, sound) = (await AddVoidAsync(), await AddVoidAsync());
        await WriteAsync("outbox", "kind", LaterWord, unread);

        await WorkUntilSetAsideAsync("outbox", "next_try_at", unread, sound, api.Service<DeliverOutbox>().ExecuteAsync);

        Assert.Equal(1, await CasesAsync("detail LIKE CONCAT('Reading message ', @id, ' of the outbox failed 10 times%')", unread));
        Assert.True(await _database.ExecuteScalarAsync<bool>("SELECT done_at IS NOT NULL FROM outbox WHERE id = @sound", new { sound }));
    }

    [Fact]
    public async Task A_void_of_a_payment_that_cannot_be_read()
    {
        var (unread, sound) = (await AddVoidAsync(), await AddVoidAsync());
        var payment = await _database.ExecuteScalarAsync<long>("SELECT subject_id FROM outbox WHERE id = @unread", new { unread });
        await WriteAsync("commerce_payments", "payment_method", LaterWord, payment);

        await WorkUntilSetAsideAsync("outbox", "next_try_at", unread, sound, api.Service<DeliverOutbox>().ExecuteAsync);

        Assert.Equal(1, await CasesAsync("payment_id = @id", payment));
        await WriteAsync("commerce_payments", "payment_method", "CARD", payment);
    }

    [Fact]
    public async Task A_callback()
    {
        var (unread, sound) = (await AddCallbackAsync(), await AddCallbackAsync());
        await WriteAsync("callback_inbox", "state", LaterWord, unread);

        await WorkUntilSetAsideAsync("callback_inbox", "next_try_at", unread, sound, api.Service<RetryCallbacks>().ExecuteAsync);

        Assert.Equal(1, await CasesAsync("detail LIKE CONCAT('Reading callback ', @id, ' failed 10 times%')", unread));
        Assert.Equal(
            "UNMATCHED", await _database.ExecuteScalarAsync<string>("SELECT state FROM callback_inbox WHERE id = @sound", new { sound }));
        await _database.ExecuteAsync("UPDATE callback_inbox SET next_try_at = NULL WHERE id = @sound", new { sound });
    }

    // Both are due before all that other tests have left; one that is being worked off elsewhere at this moment was not tried.
    private async Task WorkUntilSetAsideAsync(string table, string due, long unread, long sound, Func<CancellationToken, Task<int>> work)
    {
        await _database.ExecuteAsync($"UPDATE {table} SET {due} = UTC_TIMESTAMP(6) - INTERVAL 2 DAY WHERE id = @sound", new { sound });
        for (var i = 0; i < 50; i++)
        {
            await _database.ExecuteAsync(
                $"UPDATE {table} SET {due} = UTC_TIMESTAMP(6) - INTERVAL 1 DAY WHERE id = @unread AND ({due} IS NOT NULL OR @i = 0)",
                new { unread, i });
            await work(_ct);
            if (await _database.ExecuteScalarAsync<bool>($"SELECT {due} IS NULL FROM {table} WHERE id = @unread", new { unread }))
            {
                return;
            }
        }

        Assert.Fail("It is still tried.");
    }

    // The money of a payment has gone back already, so its void is done at the first try.
    private async Task<long> AddVoidAsync()
    {
        var payment = (await api.AddCardPaymentAsync(stock: 0)).Id;
        await api.Service<ApplyPaymentResult>().ExecuteAsync(
            payment, new PaymentResult.Succeeded(new TransactionKey($"unread-{payment}")), _ct);
        await api.Service<ApplyPaymentResult>().ExecuteAsync(payment, new PaymentResult.Voided(), _ct);
        return await _database.ExecuteScalarAsync<long>(
            "SELECT id FROM outbox WHERE kind = 'VOID_PAYMENT' AND subject_id = @payment AND next_try_at IS NOT NULL", new { payment });
    }

    private Task<long> AddCallbackAsync() => api.InDatabaseAsync(async db =>
    {
        var name = $"unread-{Guid.NewGuid():N}";
        var record = new CallbackRecord
        {
            Gateway = "simulator",
            MessageId = name,
            Body = "{}",
            TransactionKey = name,
            ReceivedAt = TimeProvider.System.GetUtcNow(),
        };
        db.Callbacks.Add(record);
        await db.SaveChangesAsync(_ct);
        return record.Id;
    });

    private Task<int> WriteAsync(string table, string column, string word, long id) =>
        _database.ExecuteAsync($"UPDATE {table} SET {column} = @word WHERE id = @id", new { word, id });

    private Task<int> CasesAsync(string which, long id) =>
        _database.ExecuteScalarAsync<int>($"SELECT COUNT(*) FROM cs_cases WHERE reason = 'SET_ASIDE' AND {which}", new { id });
}
