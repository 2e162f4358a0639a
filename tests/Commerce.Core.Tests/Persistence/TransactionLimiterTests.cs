using Commerce.Core.Persistence;
using Commerce.MySql.Failover;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.Core.Tests.Persistence;

/// <summary>One slot: who gets it next.</summary>
public sealed class TransactionLimiterTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly MySqlServers _servers = new(
        "Server=nowhere", new MySqlServersSettings(text => new MySqlDataSource(text)), TimeProvider.System);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public void Dispose() => _servers.Dispose();

    [Fact]
    public async Task What_ends_something_goes_before_all_new_work_that_waits()
    {
        using var limiter = LimiterOf(new DatabaseOptions { TransactionsAtOnce = 1, NewWorkTimeout = Patience });
        var running = await limiter.EnterAsync(TransactionPriority.NewWork, _ct);
        var waiting = Enumerable.Range(0, 5).Select(_ => limiter.EnterAsync(TransactionPriority.NewWork, _ct)).ToList();
        var callback = limiter.EnterAsync(TransactionPriority.Normal, _ct);

        running.Dispose();
        var slot = await callback.WaitAsync(Patience, _ct);

        Assert.DoesNotContain(waiting, order => order.IsCompleted);
        slot.Dispose();
        foreach (var order in waiting)
        {
            (await order).Dispose();
        }
    }

    [Fact]
    public async Task New_work_that_fills_its_line_keeps_nobody_else_out()
    {
        using var limiter = LimiterOf(new DatabaseOptions { TransactionsAtOnce = 1, QueueLimit = 2, NewWorkTimeout = Patience });
        var running = await limiter.EnterAsync(TransactionPriority.NewWork, _ct);
        var waiting = Enumerable.Range(0, 2).Select(_ => limiter.EnterAsync(TransactionPriority.NewWork, _ct)).ToList();

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => limiter.EnterAsync(TransactionPriority.NewWork, _ct));
        var callback = limiter.EnterAsync(TransactionPriority.Normal, _ct);

        running.Dispose();
        (await callback.WaitAsync(Patience, _ct)).Dispose();
        foreach (var order in waiting)
        {
            (await order.WaitAsync(Patience, _ct)).Dispose();
        }
    }

    [Fact]
    public async Task New_work_that_gave_up_waiting_for_a_slot_leaves_its_turn_to_the_next()
    {
        using var limiter = LimiterOf(
            new DatabaseOptions { TransactionsAtOnce = 1, QueueTimeout = TimeSpan.FromMilliseconds(100) });
        var running = await limiter.EnterAsync(TransactionPriority.Normal, _ct);
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => limiter.EnterAsync(TransactionPriority.NewWork, _ct));

        running.Dispose();

        (await limiter.EnterAsync(TransactionPriority.NewWork, _ct)).Dispose();
    }

    [Fact]
    public async Task New_work_is_told_sooner_than_others_that_no_turn_comes()
    {
        using var limiter = LimiterOf(new DatabaseOptions
        {
            TransactionsAtOnce = 1,
            QueueTimeout = TimeSpan.FromMinutes(1),
            NewWorkTimeout = TimeSpan.FromMilliseconds(100),
        });
        var running = await limiter.EnterAsync(TransactionPriority.NewWork, _ct);
        var callback = limiter.EnterAsync(TransactionPriority.Normal, _ct);

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => limiter.EnterAsync(TransactionPriority.NewWork, _ct));

        Assert.False(callback.IsCompleted);
        running.Dispose();
        (await callback.WaitAsync(Patience, _ct)).Dispose();
    }

    private TransactionLimiter LimiterOf(DatabaseOptions options) => new(_servers, Options.Create(options));
}
