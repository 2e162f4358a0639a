using System.Data;
using Commerce.MySql.Failover;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MySqlConnector;
using Polly;
using Polly.Retry;

namespace Commerce.Core.Persistence;

/// <summary>
/// Runs work in one database transaction. A deadlock or a lock timeout is the database saying "again, please": the work runs anew on a
/// fresh context, at most five times, with jittered pauses. So it does, for <see cref="DatabaseOptions.FailoverWait"/>, when the server was
/// lost before the COMMIT: nothing was committed then. When the COMMIT's own answer was lost it is unknown whether it took place, and each
/// of the methods says what follows. Never call the network in here.
/// </summary>
public sealed partial class DatabaseTransaction(
    IDbContextFactory<CommerceDbContext> contexts,
    TransactionLimiter limiter,
    MySqlServers servers,
    IOptions<DatabaseOptions> options,
    TimeProvider time,
    ILogger<DatabaseTransaction> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TimeSpan _failoverWait =
        options.Value.FailoverWait ?? (servers.HasSeveral ? DatabaseOptions.WaitForSeveral : TimeSpan.Zero);

    private readonly ResiliencePipeline _again = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(IsLockConflict),
            MaxRetryAttempts = 5,
            Delay = TimeSpan.FromMilliseconds(20),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            OnRetry = arguments =>
            {
                LogAgain(logger, arguments.AttemptNumber + 1, arguments.Outcome.Exception!.GetBaseException().Message);
                return default;
            },
        })
        .Build();

    /// <summary>Whether another server may take over, so that a commit of which nothing was heard is worth reading back.</summary>
    internal bool FollowsFailover => _failoverWait > TimeSpan.Zero;

    /// <summary>Runs <paramref name="work"/>, saves what it changed and commits; an exception rolls everything back.</summary>
    /// <exception cref="CommitUnknownException">The COMMIT's answer was lost; whoever asked finds out in his own way.</exception>
    public Task<T> ExecuteAsync<T>(Func<CommerceDbContext, CancellationToken, Task<T>> work, CancellationToken ct) =>
        RunAsync(TransactionPriority.Normal, work, AfterLostCommit<T>.Tell, ct);

    /// <summary>The same for work that may have to wait behind all other.</summary>
    /// <exception cref="CommitUnknownException">As above.</exception>
    public Task<T> ExecuteAsync<T>(
        TransactionPriority priority, Func<CommerceDbContext, CancellationToken, Task<T>> work, CancellationToken ct) =>
        RunAsync(priority, work, AfterLostCommit<T>.Tell, ct);

    /// <summary>The same for work that is read back when the COMMIT's answer was lost.</summary>
    /// <param name="readBack">
    /// Finds what the work committed, by a locking read of a row that it inserted, so that a commit which is still under way is waited for;
    /// null when it is not there, and the work runs again.
    /// </param>
    /// <exception cref="CommitUnknownException">It could not be read back in time.</exception>
    public Task<T> ExecuteAsync<T>(
        TransactionPriority priority,
        Func<CommerceDbContext, CancellationToken, Task<T>> work,
        Func<CommerceDbContext, CancellationToken, Task<T?>> readBack,
        CancellationToken ct)
        where T : class
    {
        var after = new AfterLostCommit<T>(
            RunsAgain: true, async (db, token) => await readBack(db, token) is { } found ? (true, found) : (false, null!));
        return RunAsync(priority, work, after, ct);
    }

    /// <summary>
    /// The same for work that does nothing the second time, because it looks at the rows that it changes, under their locks: it runs again
    /// when the COMMIT's answer was lost.
    /// </summary>
    public Task<T> RepeatableAsync<T>(Func<CommerceDbContext, CancellationToken, Task<T>> work, CancellationToken ct) =>
        RunAsync(TransactionPriority.Normal, work, AfterLostCommit<T>.Repeat, ct);

    /// <summary>The same for work that may have to wait behind all other.</summary>
    public Task<T> RepeatableAsync<T>(
        TransactionPriority priority, Func<CommerceDbContext, CancellationToken, Task<T>> work, CancellationToken ct) =>
        RunAsync(priority, work, AfterLostCommit<T>.Repeat, ct);

    /// <summary>The database says "again, please": a deadlock, or a lock that was not given in time.</summary>
    internal static bool IsLockConflict(Exception e) => e.GetBaseException() is MySqlException
    {
        ErrorCode: MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout,
    };

    private async Task<T> RunAsync<T>(
        TransactionPriority priority,
        Func<CommerceDbContext, CancellationToken, Task<T>> work,
        AfterLostCommit<T> after,
        CancellationToken ct)
    {
        CommitUnknownException? doubt = null;
        long? lostAt = null;
        while (true)
        {
            try
            {
                if (doubt is not null && after.ReadBack is { } readBack)
                {
                    var (committed, result) = await AttemptAsync(TransactionPriority.Normal, readBack, ct);
                    if (committed)
                    {
                        Act(doubt.AfterCommit);
                        return result;
                    }
                }

                doubt = null;
                return await AttemptAsync(priority, work, ct);
            }
            catch (Exception e) when (FollowsFailover && ServerLosses.Of(e) != ServerLoss.None && !ct.IsCancellationRequested)
            {
                doubt ??= e as CommitUnknownException;
                if ((doubt is not null && !after.RunsAgain) || time.GetElapsedTime(lostAt ??= time.GetTimestamp()) >= _failoverWait)
                {
                    throw doubt is null || e is CommitUnknownException ? e : new CommitUnknownException(e);
                }

                LogServerLost(logger, doubt is not null, e.GetBaseException().Message);
            }

            await Task.Delay(Pause, time, ct);
        }
    }

    private async Task<T> AttemptAsync<T>(
        TransactionPriority priority, Func<CommerceDbContext, CancellationToken, Task<T>> work, CancellationToken ct) =>
        await _again.ExecuteAsync(
            async (todo, token) =>
            {
                using var slot = await limiter.EnterAsync(priority, token);
                await using var db = await contexts.CreateDbContextAsync(token);
                try
                {
                    return await OnceAsync(db, todo, token);
                }
                catch (Exception e) when (db.Source is { } source)
                {
                    servers.Report(source, e);
                    throw;
                }
            },
            work,
            ct);

    private static async Task<T> OnceAsync<T>(
        CommerceDbContext db, Func<CommerceDbContext, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        db.TakeAfterCommit(); // A transaction that was rolled back may have left some.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        var result = await work(db, ct);
        await db.SaveChangesAsync(ct);
        try
        {
            await transaction.CommitAsync(ct);
        }
        catch (Exception e) when (!IsLockConflict(e) && e is not OperationCanceledException)
        {
            // Whatever the server says now: one that leaves its group says "rolled back" of what the others may have taken.
            throw new CommitUnknownException(e) { AfterCommit = db.TakeAfterCommit() };
        }

        Act(db.TakeAfterCommit());
        return result;
    }

    private static void Act(IReadOnlyList<Action> acts)
    {
        foreach (var act in acts)
        {
            act();
        }
    }

    [LoggerMessage(2901, LogLevel.Warning, "Database transaction runs again (attempt {Attempt}): {Reason}")]
    private static partial void LogAgain(ILogger logger, int attempt, string reason);

    [LoggerMessage(
        2906, LogLevel.Warning, "The server of a transaction was lost; commit unknown: {Unknown}. It goes on with the primary: {Reason}")]
    private static partial void LogServerLost(ILogger logger, bool unknown, string reason);
}
