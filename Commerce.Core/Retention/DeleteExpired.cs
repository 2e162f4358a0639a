using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Failures;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Retention;

/// <summary>
/// Deletes what has been kept for long enough, a small batch a table, oldest first. What still waits to be done, and what was set aside
/// for a person, stays however old it is. Workers may do it at the same time.
/// </summary>
public sealed partial class DeleteExpired(
    DatabaseTransaction transaction, IOptions<RetentionOptions> options, IDatabaseClock clock, ILogger<DeleteExpired> logger)
{
    /// <returns>How many rows went from the table that lost most; a full batch means that more may be due.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var now = await transaction.ExecuteAsync(clock.NowAsync, ct);
        var (kept, most) = (options.Value, options.Value.BatchSize);
        var callbacks = await DeleteAsync(
            $"""
            DELETE FROM callback_inbox
            WHERE received_at < {now - kept.Callbacks} AND next_try_at IS NULL AND state <> 'SET_ASIDE' ORDER BY received_at LIMIT {most}
            """,
            ct);
        var messages = await DeleteAsync($"DELETE FROM outbox WHERE done_at < {now - kept.Outbox} ORDER BY done_at LIMIT {most}", ct);
        var keys = await DeleteAsync(
            $"DELETE FROM idempotency_keys WHERE created_at < {now - kept.IdempotencyKeys} ORDER BY created_at LIMIT {most}", ct);
        var events = await DeleteAsync(
            $"DELETE FROM event_log WHERE occurred_at < {now - kept.Events} ORDER BY occurred_at LIMIT {most}", ct);
        var deliveries = await DeleteAsync(
            $"""
            DELETE FROM webhook_deliveries
            WHERE created_at < {now - kept.WebhookDeliveries} AND next_try_at IS NULL ORDER BY created_at LIMIT {most}
            """,
            ct);
        int[] deleted = [callbacks, messages, keys, events, deliveries];
        if (deleted.Sum() is var all and > 0)
        {
            PollSpan.FoundWork(all);
            LogDeleted(logger, callbacks, messages + deliveries, keys, events);
        }

        return deleted.Max();
    }

    private async Task<int> DeleteAsync(FormattableString sql, CancellationToken ct)
    {
        var deleted = await transaction.ExecuteAsync((db, token) => db.Database.ExecuteSqlAsync(sql, token), ct);
        await FailurePoint.ReachAsync(FailurePoints.RetentionBatchDeleted);
        return deleted;
    }

    [LoggerMessage(
        2951,
        LogLevel.Information,
        "Deleted {Callbacks} callbacks, {Messages} messages, {Keys} idempotency keys and {Events} events that had been kept for "
        + "long enough")]
    private static partial void LogDeleted(ILogger logger, int callbacks, int messages, int keys, int events);
}
