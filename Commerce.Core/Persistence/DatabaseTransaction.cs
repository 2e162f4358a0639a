using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Polly;
using Polly.Retry;

namespace Commerce.Core.Persistence;

/// <summary>
/// Runs work in one database transaction. A deadlock or a lock timeout is the database saying "again, please": the work runs
/// anew on a fresh context, at most five times, with jittered pauses. Never call the network in here.
/// </summary>
public sealed partial class DatabaseTransaction(
    IDbContextFactory<CommerceDbContext> contexts,
    TransactionLimiter limiter,
    TimeProvider time,
    ILogger<DatabaseTransaction> logger)
{
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

    /// <summary>Runs <paramref name="work"/>, saves what it changed and commits; an exception rolls everything back.</summary>
    public Task<T> ExecuteAsync<T>(Func<CommerceDbContext, CancellationToken, Task<T>> work, CancellationToken ct) =>
        ExecuteAsync(TransactionPriority.Normal, work, ct);

    /// <summary>The same for work that may have to wait behind all other.</summary>
    public async Task<T> ExecuteAsync<T>(
        TransactionPriority priority, Func<CommerceDbContext, CancellationToken, Task<T>> work, CancellationToken ct) =>
        await _again.ExecuteAsync(
            async (todo, token) =>
            {
                using var slot = await limiter.EnterAsync(priority, token);
                await using var db = await contexts.CreateDbContextAsync(token);
                db.TakeAfterCommit(); // A transaction that was rolled back may have left some.
                await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, token);
                var result = await todo(db, token);
                await db.SaveChangesAsync(token);
                await transaction.CommitAsync(token);
                foreach (var act in db.TakeAfterCommit())
                {
                    act();
                }

                return result;
            },
            work,
            ct);

    /// <summary>The database says "again, please": a deadlock, or a lock that was not given in time.</summary>
    internal static bool IsLockConflict(Exception e) => e.GetBaseException() is MySqlException
    {
        ErrorCode: MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout,
    };

    [LoggerMessage(2901, LogLevel.Warning, "Database transaction runs again (attempt {Attempt}): {Reason}")]
    private static partial void LogAgain(ILogger logger, int attempt, string reason);
}
