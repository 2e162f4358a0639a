using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Payments;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Reconciliation;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.Api.Tests.Reconciliations;

/// <summary>
/// A row with a word of a later version keeps no day from being compared: a run ends itself when its time is over, and a payment is one
/// line that breaks.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class UnreadableBooksTests(RunningApi api) : IAsyncLifetime
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
    public async Task A_run_that_somebody_asked_for_fails_and_the_day_is_compared()
    {
        var unread = await AddAsync(ReconciliationKind.OnDemand);

        Assert.Equal(1, await CompareAsync());

        Assert.Equal((ReconciliationStatus.Failed, null), await EndOfAsync(unread));
        var daily = await api.InDatabaseAsync(db => db.Reconciliations.SingleAsync(r => r.Kind == ReconciliationKind.Daily, _ct));
        Assert.Equal((DayBefore, ReconciliationStatus.Completed), (daily.Day, daily.Status));
    }

    [Fact]
    public async Task A_daily_run_is_made_again()
    {
        var unread = await AddAsync(ReconciliationKind.Daily);

        Assert.Equal(1, await CompareAsync());

        Assert.Equal((ReconciliationStatus.Completed, null), await EndOfAsync(unread));
    }

    [Fact]
    public async Task A_payment_breaks_its_line_and_the_others_are_compared()
    {
        var (unread, sound) = (await api.AddCardPaymentAsync(stock: 1), await api.AddCardPaymentAsync(stock: 1));
        foreach (var payment in new[] { unread, sound })
        {
            await api.Service<ApplyPaymentResult>().ExecuteAsync(payment.Id, new PaymentResult.Succeeded(KeyOf(payment)), _ct);
        }

        api.PgBooksAre(PgBooks.Of(
            PgBooks.Line(KeyOf(unread).Value, $"ORDER{unread.OrderId:D6}", amount: 1_000),
            PgBooks.Line(KeyOf(sound).Value, $"ORDER{sound.OrderId:D6}", amount: 1_000)));
        await WriteAsync("commerce_payments", "OF_A_LATER_VERSION", unread.Id);

        await CompareAsync();

        await WriteAsync("commerce_payments", "SUCCESS", unread.Id);
        var run = await api.InDatabaseAsync(db => db.Reconciliations.SingleAsync(r => r.Kind == ReconciliationKind.Daily, _ct));
        Assert.Equal((ReconciliationStatus.Completed, 2L, 1L), (run.Status, run.PgLines, run.Breaks));
        var found = await api.InDatabaseAsync(db => db.ReconciliationBreaks.SingleAsync(b => b.RunId == run.Id, _ct));
        Assert.Equal(KeyOf(unread), found.TransactionKey);
    }

    private static TransactionKey KeyOf(Payment payment) => new($"20310301:TR:unread-{payment.Id}");

    private async Task<int> WriteAsync(string table, string status, long id)
    {
        await using var database = await api.OpenDatabaseAsync();
        return await database.ExecuteAsync($"UPDATE {table} SET status = @status WHERE id = @id", new { status, id });
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
        await WriteAsync("reconciliation_runs", "OF_A_LATER_VERSION", id);
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
