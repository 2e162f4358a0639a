using System.Net;
using Dapper;
using MySqlConnector;

namespace Commerce.IntegrationTests.Callbacks;

/// <summary>A signed callback is the PG's word on the payment that it fits.</summary>
[Collection<ShopCollection>]
public sealed class CallbackTests(Shop shop)
{
    private const long Product = 5;
    private const long Price = 54_000;

    [Fact]
    public async Task A_signed_success_completes_the_order_without_a_question_to_the_pg()
    {
        var before = await shop.StockAsync(Product);
        using var still = Standstill.OfWorker(shop);
        var (orderId, key) = await shop.CapturedAsync(Product, quantity: 1);
        using var silent = Standstill.OfPg(shop);

        var status = await shop.SendAsync(SignedCallback.Of(key, orderId, Price));

        Assert.Equal((HttpStatusCode.OK, "COMPLETED"), (status, (await shop.OrderAsync(orderId)).Status));
        Assert.Equal(before - 1, await shop.StockAsync(Product));
    }

    [Fact]
    public async Task Both_active_secrets_are_good()
    {
        foreach (var secret in ShopSettings.CallbackSecrets)
        {
            Assert.Equal(
                HttpStatusCode.OK, await shop.SendAsync(SignedCallback.Of("20260101:TR:aaaaaa", 999_999, 1) with { Secret = secret }));
        }
    }

    [Theory]
    [InlineData("amount", "AMOUNT_DIFFERS")]
    [InlineData("key", "KEY_DIFFERS")]
    [InlineData("order", "KEY_DIFFERS")]
    public async Task What_does_not_fit_the_payment_is_not_applied_and_becomes_a_case(string what, string reason)
    {
        await using var undecided = await shop.WithFaultsAsync(new { processDelayMinMs = 3_000, processDelayMaxMs = 3_000 });
        var orderId = await shop.PlaceAsync(Product, 1, Cards.LimitExceeded);
        var key = await shop.KeyOfAsync(orderId);
        var last = await shop.LastCallbackAsync();

        await shop.SendAsync(what switch
        {
            "amount" => SignedCallback.Of(key, orderId, Price - 1),
            "key" => SignedCallback.Of("20260101:TR:cccccc", orderId, Price),
            _ => SignedCallback.Of(key, orderId + 1_000, Price),
        });

        var row = await shop.CallbackAfterAsync(last);
        Assert.Equal("DIFFERS", row.State);
        Assert.Equal("PENDING", (await shop.OrderAsync(orderId)).Status);
        await using var database = await shop.OpenDatabaseAsync();
        Assert.Equal(
            reason, await database.QuerySingleAsync<string>("SELECT reason FROM cs_cases WHERE order_id = @orderId", new { orderId }));
        await shop.EndOfAsync(orderId);
    }

    [Theory]
    [InlineData("""{"transactionKey":"20260101:TR:ffffff","orderId":"ORDER999997","amount":1,"status":"SUCCESS","cardNo":"4242-4242-4242-4242"}""", "UNMATCHED")]
    [InlineData("""{"transactionKey":"20260101:TR:ffffff","status":"SUCCESS"}""", "UNREADABLE")]
    [InlineData("""{"transactionKey":"20260101:TR:ffffff","orderId":"ORDER999997","amount":1,"status":"7"}""", "UNREADABLE")]
    [InlineData("""{"status":"SUCCESS"}""", "UNREADABLE")]
    [InlineData("""{"transactionKey":"trunc""", "UNREADABLE")]
    [InlineData("", "UNREADABLE")]
    public async Task What_cannot_be_used_is_kept_all_the_same(string body, string state)
    {
        var last = await shop.LastCallbackAsync();

        var status = await shop.SendAsync(new SignedCallback(body));

        var row = await shop.CallbackAfterAsync(last);
        Assert.Equal((HttpStatusCode.OK, state), (status, row.State));
        Assert.Equal(body.Replace("4242-4242-4242-4242", "****-****-****-4242", StringComparison.Ordinal), row.Body);
    }

    [Fact]
    public async Task A_reason_longer_than_its_column_ends_the_order_at_once()
    {
        await using var undecided = await shop.WithFaultsAsync(new { processDelayMinMs = 8_000, processDelayMaxMs = 8_000 });
        var orderId = await shop.PlaceAsync(Product, 1, Cards.LimitExceeded);
        var key = await shop.KeyOfAsync(orderId);
        using var still = Standstill.OfWorker(shop);
        var reason = new string('x', 501);

        var status = await shop.SendAsync(
            new SignedCallback($$"""{"transactionKey":"{{key}}","orderId":"ORDER{{orderId:D6}}","amount":{{Price}},"status":"FAILED","reason":"{{reason}}"}"""));

        var end = await shop.OrderAsync(orderId);
        Assert.Equal((HttpStatusCode.OK, "FAILED", "DECLINED"), (status, end.Status, end.FailureCode));
        await Shop.ReadUntilAsync(() => shop.StatusAtThePgAsync(orderId), "FAILED"); // The card decides so; the callback was only early.
    }

    [Theory]
    [InlineData("1")]
    [InlineData("SUCCESS, FAILED")]
    [InlineData("Success")]
    public async Task A_status_that_is_none_ends_nothing(string status)
    {
        await using var undecided = await shop.WithFaultsAsync(new { processDelayMinMs = 3_000, processDelayMaxMs = 3_000 });
        var orderId = await shop.PlaceAsync(Product, 1, Cards.LimitExceeded);
        var key = await shop.KeyOfAsync(orderId);
        var last = await shop.LastCallbackAsync();

        await shop.SendAsync(SignedCallback.Of(key, orderId, Price, status));

        Assert.Equal("UNREADABLE", (await shop.CallbackAfterAsync(last)).State);
        Assert.Equal("PENDING", (await shop.OrderAsync(orderId)).Status);
        await shop.EndOfAsync(orderId);
    }

    [Fact]
    public async Task A_callback_whose_payment_is_not_known_yet_is_applied_when_it_is()
    {
        await using var slow = await shop.WithFaultsAsync(new { processDelayMinMs = 8_000, processDelayMaxMs = 8_000 });
        var (last, lastCallback) = (await shop.LastOrderIdAsync(), await shop.LastCallbackAsync());
        long orderId;
        SignedCallback callback;
        using (Standstill.OfWorker(shop)) // It would learn the key.
        {
            var placing = shop.PlaceAsync(Product, 1, Cards.NoAnswer);
            orderId = await shop.OrderAtThePgAsync(last);
            var key = await shop.KeyAtThePgAsync(orderId);
            callback = new SignedCallback($$"""{"transactionKey":"{{key}}","orderId":"NOT-OURS","amount":{{Price}},"status":"PENDING","extra":["new"]}""");

            await shop.SendAsync(callback);

            Assert.Equal("UNMATCHED", (await shop.CallbackAfterAsync(lastCallback)).State);
            Assert.Equal(orderId, await placing);
        }

        Assert.Equal("COMPLETED", (await shop.EndOfAsync(orderId)).Status);
        await using var database = await shop.OpenDatabaseAsync();
        await Shop.ReadUntilAsync(
            () => database.ExecuteScalarAsync<string?>("SELECT state FROM callback_inbox WHERE message_id = @Id", callback), "APPLIED");
    }

    [Fact]
    public async Task Fifty_callbacks_at_once_at_two_processes_take_the_stock_once()
    {
        await using var replica = await ApiReplica.StartAsync(shop);
        var before = await shop.StockAsync(Product);
        IReadOnlyList<HttpStatusCode> answers;
        long orderId, last;
        using (Standstill.OfWorker(shop))
        {
            (orderId, var key) = await shop.CapturedAsync(Product, quantity: 3);
            var same = SignedCallback.Of(key, orderId, 3 * Price);
            last = await shop.LastCallbackAsync();
            answers = await WhileTheProductIsLockedAsync(Product, () => Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
                shop.SendAsync(i < 25 ? same : SignedCallback.Of(key, orderId, 3 * Price), i % 2 == 0 ? null : replica.Client))));
        }

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
        // Each waited its turn; on a slow machine one whose turn did not come in time is stored, and the worker's.
        await Shop.ReadUntilAsync(
            async () => string.Join(' ', await shop.StatesAfterAsync(last)), string.Join(' ', Enumerable.Repeat("APPLIED", 26)));
        Assert.Equal("COMPLETED", (await shop.OrderAsync(orderId)).Status);
        Assert.Equal(before - 3, await shop.StockAsync(Product));
    }

    // Nobody can take stock until several wait for one another: that is when they would get in each other's way.
    private async Task<T> WhileTheProductIsLockedAsync<T>(long productId, Func<Task<T>> act)
    {
        await using var database = await shop.OpenDatabaseAsync();
        await using var watch = await shop.OpenDatabaseAsync();
        await using var transaction = await database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await database.ExecuteAsync("SELECT id FROM products WHERE id = @productId FOR UPDATE", new { productId }, transaction);
        var acting = act();
        await Shop.ReadUntilAsync(async () => await WaitingAsync(watch) >= 2 ? "many" : "few", "many");
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        return await acting;
    }

    // Statements that are under way and take a row of the payment or of the product, or wait for the same message to be stored.
    private static async Task<int> WaitingAsync(MySqlConnection database)
    {
        var threads =
            await database.QueryAsync<(long Id, string User, string Host, string Db, string Command, int Time, string State, string? Info)>(
                "SHOW FULL PROCESSLIST");
        return threads.Count(thread => thread is { Command: "Query", Info: { } statement }
            && (statement.Contains("FOR UPDATE", StringComparison.Ordinal)
                || statement.Contains("UPDATE `products`", StringComparison.Ordinal)
                || statement.Contains("INSERT INTO `callback_inbox`", StringComparison.Ordinal)));
    }
}
