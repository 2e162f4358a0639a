using System.Net;
using Commerce.TestHost;
using Commerce.TestHost.Client;
using Dapper;

namespace Commerce.IntegrationTests;

/// <summary>Books with books (I4): our payments and our journal against what the PG has written down.</summary>
[Collection<ShopCollection>]
public sealed class BooksTests(Shop shop)
{
    private const long Product = 8;
    private const string StatusOfTheDay = "SELECT MAX(status) FROM reconciliation_runs WHERE kind = 'DAILY' AND gateway = 'simulator'";

    private readonly Bookkeeper _books = new(shop);

    [Fact]
    public async Task Orders_of_every_fate_leave_equal_books()
    {
        var (_, key) = await PaidAsync();
        string[] cards =
            [Cards.LimitExceeded, Cards.RefusedAtRequest, Cards.NoAnswer, Cards.ErrorAfterAccept, Cards.CallbackLost, Cards.CallbackTwice];
        foreach (var card in cards)
        {
            await shop.EndOfAsync(await shop.PlaceAsync(Product, 1, card));
        }

        var (undone, _) = await PaidAsync();
        await shop.CancelAsync(undone);
        await shop.UntilAsync(undone, order => order.Status == "CANCELLED");
        var day = await _books.DayOfAsync(key);

        var run = await _books.ComparedAsync(day);

        Assert.Empty(run.Breaks!);
        Assert.Equal((0, 0), (run.BreakCount, run.Unsettled));
        var sums = await _books.PgSumsAsync(day);
        Assert.True(sums is { Captured: > 0, Cancelled: > 0 });
        Assert.Equal((sums, sums), (run.Pg, run.Ours));
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
            var compared = await _books.CompareAsync(day);
            var run = compared.Data<ReconciliationAnswer>(HttpStatusCode.Created);

            var expected = isForeign ? Tampering.ForeignKey : key;
            Assert.Equal(new BreakAnswer(kind, "PAYMENT", expected), Assert.Single(run.Breaks!));
            Assert.Equal(compared.Body, (await _books.RunAsync(run.Id)).Body);
            Assert.StartsWith($"{kind},PAYMENT,{expected},", Assert.Single(await _books.CsvAsync(run.Id)), StringComparison.Ordinal);
            await Shop.ReadUntilAsync(() => Task.FromResult<string?>(IsLogged(run.Id, expected) ? "logged" : "not yet"), "logged");
            Assert.Equal(await _books.PgSumsAsync(day), run.Pg);
        }

        Assert.Empty((await _books.ComparedAsync(day)).Breaks!);
    }

    [Fact]
    public async Task A_payment_asked_for_before_midnight_and_captured_after_it_is_in_order_on_both_days()
    {
        var (orderId, key) = await PaidAsync();
        var day = await _books.DayOfAsync(key);
        var sums = (await _books.ComparedAsync(day)).Ours;

        await using (await Tampering.DoAsync(shop, "asked for a day earlier", orderId, key))
        {
            var (before, after) = (await _books.ComparedAsync(day.AddDays(-1)), await _books.ComparedAsync(day));

            Assert.Empty(before.Breaks!);
            Assert.Empty(after.Breaks!);
            Assert.Equal((before.Pg, after.Pg), (before.Ours, after.Ours));
            Assert.Equal(sums.Captured, before.Ours.Captured + after.Ours.Captured);
            Assert.True(before.Ours.Captured > 0);
        }
    }

    [Fact]
    public async Task A_pg_that_is_gone_or_stands_still_makes_a_failed_run_and_no_clean_books()
    {
        var ct = TestContext.Current.CancellationToken;
        var (_, key) = await PaidAsync();
        var day = await _books.DayOfAsync(key);

        Answer still;
        using (Standstill.OfPg(shop))
        {
            still = await _books.CompareAsync(day);
        }

        await shop.Stack.KillAsync(StackResources.PgSimulator, ct);
        var gone = await _books.CompareAsync(day);
        await shop.Stack.StartAsync(StackResources.PgSimulator, ct);

        foreach (var broken in new[] { still, gone })
        {
            Assert.Equal((HttpStatusCode.BadGateway, "RECONCILIATION_002"), (broken.Status, broken.ErrorCode));
            var stored = (await _books.RunAsync(broken.Problem.ReconciliationId!.Value)).Data<ReconciliationAnswer>();
            Assert.Equal("FAILED", stored.Status);
            Assert.StartsWith("The ", stored.FailureReason, StringComparison.Ordinal);
        }

        Assert.Empty((await _books.ComparedAsync(day)).Breaks!);
    }

    [Fact]
    public async Task The_worker_compares_the_day_before_and_another_one_takes_over_when_it_is_killed()
    {
        var ct = TestContext.Current.CancellationToken;
        await UntilAsync(StatusOfTheDay, "COMPLETED");

        await KillTheWorkerWhileItComparesAsync();
        await shop.Stack.StartAsync(StackResources.Worker, ct);

        await UntilAsync(
            "SELECT CONCAT(COUNT(*), MAX(status), IF(MAX(tries) > 1, ' again', '')) FROM reconciliation_runs WHERE kind = 'DAILY' AND "
            + "gateway = 'simulator'",
            "1COMPLETED again");
    }

    private async Task KillTheWorkerWhileItComparesAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await shop.OpenDatabaseAsync();
        for (var time = 1; time <= 5; time++)
        {
            using (Standstill.OfPg(shop))
            {
                await database.ExecuteAsync("DELETE FROM reconciliation_runs WHERE kind = 'DAILY' AND gateway = 'simulator'");
                await UntilAsync(StatusOfTheDay, "RUNNING");
                await shop.Stack.KillAsync(StackResources.Worker, ct);
            }

            if (await database.ExecuteScalarAsync<string>(StatusOfTheDay) == "RUNNING")
            {
                return;
            }

            // It had given up before it died: its circuit was open, or this machine slow.
            await shop.Stack.StartAsync(StackResources.Worker, ct);
        }

        Assert.Fail("The comparison gave up five times before its worker was dead.");
    }

    private bool IsLogged(long run, string key) => shop.Stack.OutputOf(StackResources.Api).Any(
        line => line.Contains($"Books run {run} of", StringComparison.Ordinal) && line.Contains(key, StringComparison.Ordinal));

    private async Task<(long OrderId, string Key)> PaidAsync()
    {
        var paid = await shop.EndOfAsync(await shop.PlaceAsync(Product, 1, Cards.Approved));
        Assert.Equal("COMPLETED", paid.Status);
        return (paid.Id, paid.Payment.TransactionKey!);
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
