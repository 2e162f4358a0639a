using Commerce.MySql.Failover;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Persistence;

/// <summary>
/// Runs work in one database transaction, and again after a lock conflict (<see cref="TransactionAttempt"/>). So it does, for
/// <see cref="DatabaseOptions.FailoverWait"/>, when the server was lost before the COMMIT: nothing was committed then. When the COMMIT's
/// own answer was lost it is unknown whether it took place, and each of the methods says what follows. Never call the network in here.
/// </summary>
public sealed partial class DatabaseTransaction(
    TransactionAttempt attempt,
    MySqlServers servers,
    IOptions<DatabaseOptions> options,
    TimeProvider time,
    ILogger<DatabaseTransaction> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TimeSpan _failoverWait =
        options.Value.FailoverWait ?? (servers.HasSeveral ? DatabaseOptions.WaitForSeveral : TimeSpan.Zero);

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
                    var (committed, result) = await attempt.ExecuteAsync(TransactionPriority.Normal, readBack, ct);
                    if (committed)
                    {
                        TransactionAttempt.Act(doubt.AfterCommit);
                        return result;
                    }
                }

                doubt = null;
                return await attempt.ExecuteAsync(priority, work, ct);
            }
            catch (Exception e) when (FollowsFailover && DatabaseFault.LossOf(e) != ServerLoss.None && !ct.IsCancellationRequested)
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

    [LoggerMessage(
        2908, LogLevel.Warning, "The server of a transaction was lost; commit unknown: {Unknown}. It goes on with the primary: {Reason}")]
    private static partial void LogServerLost(ILogger logger, bool unknown, string reason);
}
