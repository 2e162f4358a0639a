using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.Reconciliation;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.Api.Tests.Reconciliations;

/// <summary>A run with a word of a later version keeps no day from being compared, and ends itself when its time is over.</summary>
[Collection(CardOrders.Collection)]
public sealed class UnreadableRunTests(RunningApi api) : IAsyncLifetime
{
    private static readonly DateTimeOffset OneInSeoul = new(2031, 3, 2, 1, 0, 0, TimeSpan.FromHours(9));
    private static readonly DateOnly DayBefore = new(2031, 3, 1);

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        api.PgBooksAre(PgBooks.Of());
        await ForgetDailyRunsAsync();
    }

    public async ValueTask DisposeAsync() => await ForgetDailyRunsAsync();

    [Fact]
    public async Task One_that_somebody_asked_for_fails_and_the_day_is_compared()
    {
        var unread = await AddAsync(ReconciliationKind.OnDemand);

        Assert.Equal(1, await CompareAsync());

        Assert.Equal((ReconciliationStatus.Failed, null), await EndOfAsync(unread));
        var daily = await api.InDatabaseAsync(db => db.Reconciliations.SingleAsync(r => r.Kind == ReconciliationKind.Daily, _ct));
        Assert.Equal((DayBefore, ReconciliationStatus.Completed), (daily.Day, daily.Status));
    }

    [Fact]
    public async Task A_daily_one_is_made_again()
    {
        var unread = await AddAsync(ReconciliationKind.Daily);

        Assert.Equal(1, await CompareAsync());

        Assert.Equal((ReconciliationStatus.Completed, null), await EndOfAsync(unread));
    }

    private async Task<long> AddAsync(ReconciliationKind kind)
    {
        var id = await api.InDatabaseAsync(async db =>
        {
            var run = ReconciliationRun.Begin("simulator", DayBefore, kind, OneInSeoul.AddHours(-1), OneInSeoul.AddMinutes(-1));
            db.Reconciliations.Add(run);
            await db.SaveChangesAsync(_ct);
            return run.Id;
        });
        await using var database = await api.OpenDatabaseAsync();
        await database.ExecuteAsync("UPDATE reconciliation_runs SET status = 'OF_A_LATER_VERSION' WHERE id = @id", new { id });
        return id;
    }

    private async Task<int> CompareAsync()
    {
        var time = new FakeTimeProvider(OneInSeoul);
        using var worker = await api.AnotherProcessAsync(time, new VirtualDatabaseClock(time));
        return await worker.Services.GetRequiredService<CompareDailyBooks>().ExecuteAsync(_ct);
    }

    private Task<(ReconciliationStatus Status, DateTimeOffset? NextTryAt)> EndOfAsync(long id) => api.InDatabaseAsync(async db =>
    {
        var run = await db.Reconciliations.SingleAsync(r => r.Id == id, _ct);
        return (run.Status, run.NextTryAt);
    });

    private Task<int> ForgetDailyRunsAsync() => api.InDatabaseAsync(db => db.Reconciliations
        .Where(r => r.Kind == ReconciliationKind.Daily).ExecuteDeleteAsync(_ct));
}
