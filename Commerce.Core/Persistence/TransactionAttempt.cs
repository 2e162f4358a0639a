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
/// One transaction on the server that is the primary now. A deadlock or a lock timeout is the database saying "again, please": the work
/// runs anew on a fresh context, at most five times, with jittered pauses.
/// </summary>
public sealed partial class TransactionAttempt(
    IDbContextFactory<CommerceDbContext> contexts,
    TransactionLimiter limiter,
    MySqlServers servers,
    IOptions<DatabaseOptions> options,
    TimeProvider time,
    ILogger<TransactionAttempt> logger)
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

    /// <summary>The database says "again, please": a deadlock, or a lock that was not given in time.</summary>
    internal static bool IsLockConflict(Exception e) => e.GetBaseException() is MySqlException
    {
        ErrorCode: MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout,
    };

    /// <summary>Does what was left to be done once the transaction took place.</summary>
    internal static void Act(IReadOnlyList<Action> acts)
    {
        foreach (var act in acts)
        {
            act();
        }
    }

    /// <summary>Runs <paramref name="work"/>, saves what it changed and commits; an exception rolls everything back.</summary>
    /// <exception cref="CommitUnknownException">The COMMIT's answer was lost.</exception>
    internal async Task<T> ExecuteAsync<T>(
        TransactionPriority priority, Func<CommerceDbContext, CancellationToken, Task<T>> work, CancellationToken ct) =>
        await _again.ExecuteAsync(
            async (todo, token) =>
            {
                using var slot = await limiter.EnterAsync(priority, token);
                var db = await contexts.CreateDbContextAsync(token);
                var moved = servers.Superseded(db.Source);
                using var hung = new HungAttempt(options.Value.ConnectTimeout + options.Value.CommandTimeout, token, moved);
                try
                {
                    return await hung.WaitAsync(OnceAsync(db, todo, hung), db);
                }
                catch (Exception e) when (moved.IsCancellationRequested && !token.IsCancellationRequested && IsLossOfAnswer(e))
                {
                    throw new PrimaryMovedException();
                }
                catch (Exception e) when (db.Source is { } source)
                {
                    servers.Report(source, DatabaseFault.ThrownBy(e));
                    throw;
                }
            },
            work,
            ct);

    // What the driver throws for a statement that is cancelled depends on how far it had come.
    private static bool IsLossOfAnswer(Exception e) =>
        e is OperationCanceledException || (e is not CommitUnknownException && DatabaseFault.LossOf(e) != ServerLoss.None);

    private static async Task<T> OnceAsync<T>(
        CommerceDbContext db, Func<CommerceDbContext, CancellationToken, Task<T>> work, HungAttempt hung)
    {
        var ct = hung.Token;
        db.TakeAfterCommit(); // A transaction that was rolled back may have left some.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        hung.HasBegun();
        var result = await work(db, ct);
        await db.SaveChangesAsync(ct);
        var acts = db.TakeAfterCommit();
        hung.IsCommitting(acts);
        try
        {
            await transaction.CommitAsync(ct);
        }
        catch (Exception e) when (hung.HasMoved && IsLossOfAnswer(e))
        {
            throw new CommitUnknownException(new PrimaryMovedException()) { AfterCommit = acts };
        }
        catch (Exception e) when (!IsLockConflict(e) && e is not OperationCanceledException)
        {
            // Whatever the server says now: one that leaves its group says "rolled back" of what the others may have taken.
            throw new CommitUnknownException(e) { AfterCommit = acts };
        }

        Act(hung.IsLeft ? [] : acts);
        return result;
    }

    [LoggerMessage(2901, LogLevel.Warning, "Database transaction runs again (attempt {Attempt}): {Reason}")]
    private static partial void LogAgain(ILogger logger, int attempt, string reason);
}
