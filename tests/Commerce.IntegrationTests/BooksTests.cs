using System.Net;
using Commerce.TestHost;
using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>Books with books (I4): our payments and our journal against what the PG has written down.</summary>
[Collection<ShopCollection>]
public sealed class BooksTests(Shop shop)
{
    private const long Product = 8;

    private readonly Bookkeeper _books = new(shop);

    [Fact]
    public async Task Orders_of_every_fate_leave_equal_books()
    {
        var (_, key) = await PaidAsync();
        string[] cards = [Cards.LimitExceeded, Cards.RefusedAtRequest, Cards.NoAnswer, Cards.ErrorAfterAccept, Cards.CallbackLost, Cards.CallbackTwice];
        foreach (var card in cards)
        {
            await shop.EndOfAsync(await shop.PlaceAsync(Product, 1, card));
        }

        var (undone, _) = await PaidAsync();
        await shop.CancelAsync(undone);
        await shop.UntilAsync(undone, order => (string?)order["status"] == "CANCELLED");
        var day = await _books.DayOfAsync(key);

        var run = await _books.ComparedAsync(day);

        Assert.Empty(run["breaks"]!.AsArray());
        Assert.Equal((0, 0), (run["breakCount"]!.GetValue<int>(), run["unsettled"]!.GetValue<int>()));
        var sums = await _books.PgSumsAsync(day);
        Assert.True(sums is { Captured: > 0, Cancelled: > 0 });
        Assert.Equal((sums, sums), (Bookkeeper.SumsOf(run, "pg"), Bookkeeper.SumsOf(run, "ours")));
    }

    [Theory]
    [InlineData("journal amount", "AMOUNT_DIFFERS")]
    [InlineData("journal line deleted", "MISSING_HERE")]
    [InlineData("payment state", "STATE_DIFFERS")]
    [InlineData("payment deleted", "MISSING_HERE")]
    [InlineData("PG amount", "AMOUNT_DIFFERS")]
    [InlineData("PG row deleted", "MISSING_AT_PG")]
    [InlineData("foreign PG row", "MISSING_HERE", true)]
    [InlineData("second capture", "DUPLICATE", true)]
    public async Task What_is_wrong_in_either_book_is_found_and_nothing_else(string what, string kind, bool isForeign = false)
    {
        var (orderId, key) = await PaidAsync();
        var day = await _books.DayOfAsync(key);

        await using (await Tampering.DoAsync(shop, what, orderId, key))
        {
            var run = await _books.ComparedAsync(day);
            var id = run["id"]!.GetValue<long>();

            var only = Assert.Single(run["breaks"]!.AsArray())!;
            var expected = isForeign ? Tampering.ForeignKey : key;
            Assert.Equal((kind, "PAYMENT", expected), ((string?)only["kind"], (string?)only["type"], (string?)only["transactionKey"]));
            Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(run, await _books.RunAsync(id)));
            Assert.StartsWith($"{kind},PAYMENT,{expected},", Assert.Single(await _books.CsvAsync(id)), StringComparison.Ordinal);
            await Shop.ReadUntilAsync(() => Task.FromResult<string?>(IsLogged(id, expected) ? "logged" : "not yet"), "logged");
            Assert.Equal(await _books.PgSumsAsync(day), Bookkeeper.SumsOf(run, "pg"));
        }

        Assert.Empty((await _books.ComparedAsync(day))["breaks"]!.AsArray());
    }

    [Fact]
    public async Task A_payment_asked_for_before_midnight_and_captured_after_it_is_in_order_on_both_days()
    {
        var (orderId, key) = await PaidAsync();
        var day = await _books.DayOfAsync(key);
        var sums = Bookkeeper.SumsOf(await _books.ComparedAsync(day), "ours");

        await using (await Tampering.DoAsync(shop, "asked for a day earlier", orderId, key))
        {
            var (before, after) = (await _books.ComparedAsync(day.AddDays(-1)), await _books.ComparedAsync(day));

            Assert.Empty(before["breaks"]!.AsArray());
            Assert.Empty(after["breaks"]!.AsArray());
            Assert.Equal(Bookkeeper.SumsOf(before, "pg"), Bookkeeper.SumsOf(before, "ours"));
            Assert.Equal(Bookkeeper.SumsOf(after, "pg"), Bookkeeper.SumsOf(after, "ours"));
            Assert.Equal(sums.Captured, Bookkeeper.SumsOf(before, "ours").Captured + Bookkeeper.SumsOf(after, "ours").Captured);
            Assert.True(Bookkeeper.SumsOf(before, "ours").Captured > 0);
        }
    }

    [Fact]
    public async Task A_pg_that_is_gone_or_stands_still_makes_a_failed_run_and_no_clean_books()
    {
        var ct = TestContext.Current.CancellationToken;
        var (_, key) = await PaidAsync();
        var day = await _books.DayOfAsync(key);

        (HttpStatusCode, System.Text.Json.Nodes.JsonNode) still;
        using (Standstill.OfPg(shop))
        {
            still = await _books.CompareAsync(day);
        }

        await shop.Stack.KillAsync(StackResources.PgSimulator, ct);
        var gone = await _books.CompareAsync(day);
        await shop.Stack.StartAsync(StackResources.PgSimulator, ct);

        foreach (var (status, problem) in new[] { still, gone })
        {
            Assert.Equal((HttpStatusCode.BadGateway, "RECONCILIATION_002"), (status, (string?)problem["errorCode"]));
            var stored = await _books.RunAsync(problem["reconciliationId"]!.GetValue<long>());
            Assert.Equal("FAILED", (string?)stored["status"]);
            Assert.StartsWith("The ", (string?)stored["failureReason"], StringComparison.Ordinal);
        }

        Assert.Empty((await _books.ComparedAsync(day))["breaks"]!.AsArray());
    }

    [Fact]
    public async Task The_worker_compares_the_day_before_and_another_one_takes_over_when_it_is_killed()
    {
        var ct = TestContext.Current.CancellationToken;
        await UntilAsync("SELECT MAX(status) FROM reconciliation_runs WHERE kind = 'DAILY' AND gateway = 'simulator'", "COMPLETED");

        using (Standstill.OfPg(shop))
        {
            await using var database = await shop.OpenDatabaseAsync();
            await database.ExecuteAsync("DELETE FROM reconciliation_runs WHERE kind = 'DAILY' AND gateway = 'simulator'");
            await UntilAsync("SELECT MAX(status) FROM reconciliation_runs WHERE kind = 'DAILY' AND gateway = 'simulator'", "RUNNING");
            await shop.Stack.KillAsync(StackResources.Worker, ct);
        }

        await UntilAsync("SELECT MAX(status) FROM reconciliation_runs WHERE kind = 'DAILY' AND gateway = 'simulator'", "RUNNING"); // Nobody is there to end it.
        await shop.Stack.StartAsync(StackResources.Worker, ct);

        await UntilAsync("SELECT CONCAT(COUNT(*), MAX(status), IF(MAX(tries) > 1, ' again', '')) FROM reconciliation_runs WHERE kind = 'DAILY' AND gateway = 'simulator'", "1COMPLETED again");
    }

    private bool IsLogged(long run, string key) => shop.Stack.OutputOf(StackResources.Api).Any(
        line => line.Contains($"Books run {run} of", StringComparison.Ordinal) && line.Contains(key, StringComparison.Ordinal));

    private async Task<(long OrderId, string Key)> PaidAsync()
    {
        var paid = await shop.EndOfAsync(await shop.PlaceAsync(Product, 1, Cards.Approved));
        Assert.Equal("COMPLETED", (string?)paid["status"]);
        return (paid["id"]!.GetValue<long>(), (string)paid["payment"]!["transactionKey"]!);
    }

    private async Task UntilAsync(string sql, string wanted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        await using var database = await shop.OpenDatabaseAsync();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await database.ExecuteScalarAsync<string?>(sql) != wanted)
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}
