using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Api.Tests.Payments;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Reconciliation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.Api.Tests.Reconciliations;

/// <summary>The daily run among several workers on one database, each with a clock of its own.</summary>
[Collection(CardOrders.Collection)]
public sealed class DailyBooksTests(RunningApi api) : IAsyncLifetime
{
    private static readonly DateTimeOffset OneInSeoul = new(2031, 3, 2, 1, 0, 0, TimeSpan.FromHours(9));
    private static readonly DateOnly DayBefore = new(2031, 3, 1);

    private readonly List<IHost> _workers = [];

    public async ValueTask InitializeAsync()
    {
        api.PgBooksAre(PgBooks.Of());
        await ForgetRunsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ForgetRunsAsync();
        _workers.ForEach(worker => worker.Dispose());
    }

    [Fact]
    public async Task Many_workers_at_once_compare_a_day_once()
    {
        var asked = api.BooksAskedFor.Count;
        var workers = new List<CompareDailyBooks>();
        for (var i = 0; i < 6; i++)
        {
            workers.Add(await WorkerAsync(new FakeTimeProvider(OneInSeoul)));
        }

        var begun = await Task.WhenAll(workers.Select(worker => worker.ExecuteAsync(TestContext.Current.CancellationToken)));

        Assert.Equal(1, begun.Sum());
        var run = Assert.Single(await RunsAsync());
        Assert.Equal((DayBefore, ReconciliationStatus.Completed, 1, "simulator"), (run.Day, run.Status, run.Tries, run.Gateway));
        Assert.Equal(["2031-03-01"], api.BooksAskedFor.Skip(asked));
    }

    [Fact]
    public async Task Nothing_is_due_before_the_time_of_day_or_twice()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2031, 3, 2, 0, 29, 0, TimeSpan.FromHours(9)));
        var worker = await WorkerAsync(time);

        Assert.Equal(1, await ExecuteAsync(worker)); // The day before that, which is long over.
        Assert.Equal(0, await ExecuteAsync(worker));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await ExecuteAsync(worker));
        Assert.Equal(0, await ExecuteAsync(worker));

        Assert.Equal([DayBefore.AddDays(-1), DayBefore], (await RunsAsync()).Select(run => run.Day));
    }

    [Fact]
    public async Task A_run_that_failed_is_tried_again_after_a_pause_and_starts_from_nothing()
    {
        var time = new FakeTimeProvider(OneInSeoul);
        var worker = await WorkerAsync(time);
        api.PgBooksAre(PgBooks.CutAfter(PgBooks.Line("k1")));

        Assert.Equal(1, await ExecuteAsync(worker));
        Assert.Equal(ReconciliationStatus.Failed, Assert.Single(await RunsAsync()).Status);
        Assert.Equal(0, await ExecuteAsync(worker));
        time.Advance(TimeSpan.FromMinutes(5));
        api.PgBooksAre(PgBooks.Of(PgBooks.Line("k1"), PgBooks.Line("k2")));
        Assert.Equal(1, await ExecuteAsync(worker));

        var run = Assert.Single(await RunsAsync());
        Assert.Equal(
            (ReconciliationStatus.Completed, 2, 2L, 2L, null), (run.Status, run.Tries, run.PgLines, run.Breaks, run.FailureReason));
        Assert.Equal(["k1", "k2"], await BreakKeysAsync(run.Id));
    }

    [Fact]
    public async Task What_was_too_fresh_to_judge_is_judged_when_it_has_settled()
    {
        var time = new FakeTimeProvider(OneInSeoul);
        var worker = await WorkerAsync(time);
        var key = await AddUndecidedPaymentAsync();
        api.PgBooksAre(PgBooks.Of(PgBooks.Line(key, amount: 1_000, concludedAt: "2031-03-01T15:58:00Z"))); // Two minutes ago.

        await ExecuteAsync(worker);
        var first = Assert.Single(await RunsAsync());
        Assert.Equal(0, await ExecuteAsync(worker));
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await ExecuteAsync(worker));
        Assert.Equal(0, await ExecuteAsync(worker));

        var second = Assert.Single(await RunsAsync());
        Assert.Equal((ReconciliationStatus.Completed, 1L, 0L), (first.Status, first.Unsettled, first.Breaks));
        Assert.Equal((ReconciliationStatus.Completed, 0L, 1L), (second.Status, second.Unsettled, second.Breaks));
        Assert.Equal([key], await BreakKeysAsync(second.Id));
    }

    [Fact]
    public async Task Another_worker_takes_over_when_one_dies_and_the_dead_one_changes_nothing_when_it_comes_back()
    {
        var ct = TestContext.Current.CancellationToken;
        var reached = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        api.PgBooksAre(async context =>
        {
            reached.SetResult();
            await goOn.Task;
            await PgBooks.Of(PgBooks.Line("of the dead"))(context);
        });
        var dead = (await WorkerAsync(new FakeTimeProvider(OneInSeoul))).ExecuteAsync(ct);
        await reached.Task.WaitAsync(ct);
        api.PgBooksAre(PgBooks.Of(PgBooks.Line("k1")));
        var time = new FakeTimeProvider(OneInSeoul);
        var other = await WorkerAsync(time);

        Assert.Equal(0, await ExecuteAsync(other)); // Its owner may be alive.
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await ExecuteAsync(other));
        goOn.SetResult();
        await dead;

        var run = Assert.Single(await RunsAsync());
        Assert.Equal((ReconciliationStatus.Completed, 2, 1L), (run.Status, run.Tries, run.Breaks));
        Assert.Equal(["k1"], await BreakKeysAsync(run.Id));
    }

    [Fact]
    public async Task Days_that_were_missed_are_made_up_for_oldest_first_and_not_without_end()
    {
        var time = new FakeTimeProvider(OneInSeoul);
        var worker = await WorkerAsync(time);
        await ExecuteAsync(worker);

        time.Advance(TimeSpan.FromDays(30));
        while (await ExecuteAsync(worker) > 0)
        {
            // One day a time.
        }

        Assert.Equal([DayBefore, .. Enumerable.Range(24, 7).Select(DayBefore.AddDays)], (await RunsAsync()).Select(run => run.Day));
    }

    [Fact]
    public async Task A_run_whose_api_died_does_not_look_alive_for_ever()
    {
        var id = await api.InDatabaseAsync(async db =>
        {
            var run = ReconciliationRun.Begin("simulator", DayBefore, ReconciliationKind.OnDemand, OneInSeoul, OneInSeoul.AddMinutes(2));
            db.Reconciliations.Add(run);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            return run.Id;
        });

        await ExecuteAsync(await WorkerAsync(new FakeTimeProvider(OneInSeoul.AddMinutes(3))));

        var run = await api.InDatabaseAsync(db => db.Reconciliations.SingleAsync(r => r.Id == id, TestContext.Current.CancellationToken));
        Assert.Equal((ReconciliationStatus.Failed, null), (run.Status, run.NextTryAt));
    }

    private async Task<string> AddUndecidedPaymentAsync()
    {
        var payment = await api.AddCardPaymentAsync(stock: 5);
        var key = $"20310301:TR:{payment.Id}";
        await api.Service<ApplyPaymentResult>().ExecuteAsync(
            payment.Id, new PaymentResult.Accepted(new TransactionKey(key)), TestContext.Current.CancellationToken);
        return key;
    }

    private async Task<CompareDailyBooks> WorkerAsync(TimeProvider time)
    {
        var worker = await api.AnotherProcessAsync(time, new VirtualDatabaseClock(time));
        _workers.Add(worker);
        return worker.Services.GetRequiredService<CompareDailyBooks>();
    }

    private static Task<int> ExecuteAsync(CompareDailyBooks worker) => worker.ExecuteAsync(TestContext.Current.CancellationToken);

    private Task<List<ReconciliationRun>> RunsAsync() => api.InDatabaseAsync(db => db.Reconciliations
        .Where(r => r.Kind == ReconciliationKind.Daily).OrderBy(r => r.Day).ToListAsync(TestContext.Current.CancellationToken));

    private Task<List<string>> BreakKeysAsync(long runId) => api.InDatabaseAsync(async db =>
        (await db.ReconciliationBreaks.Where(b => b.RunId == runId).OrderBy(b => b.Id).ToListAsync(TestContext.Current.CancellationToken))
            .ConvertAll(found => found.TransactionKey!.Value.Value));

    private Task<int> ForgetRunsAsync() => api.InDatabaseAsync(db => db.Reconciliations
        .Where(r => r.Kind == ReconciliationKind.Daily).ExecuteDeleteAsync(TestContext.Current.CancellationToken));
}
