using System.Globalization;
using Commerce.MySql.Failover;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Storage;
using Dapper;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.PgSimulator.Retention;

/// <summary>
/// Deletes once an hour the callbacks that are over, and the idempotency keys, when they have been kept for long enough: a small batch at
/// a time, so that nobody waits for it.
/// </summary>
internal sealed partial class DeleteExpired(
    GatewaySessions database,
    IEnumerable<ExpiredRows> others,
    IOptions<RetentionOptions> options,
    TimeProvider time,
    ILogger<DeleteExpired> logger) : BackgroundService
{
    private const int Batch = 500;

    // A transaction's key begins with its day, so the primary key finds the oldest. A payment that is not concluded needs its callback yet.
    private const string Callbacks = """
        DELETE FROM callbacks
        WHERE transaction_key < @day AND due_at IS NULL
          AND EXISTS (SELECT 1 FROM approvals a WHERE a.transaction_key = callbacks.transaction_key AND a.concluded_at IS NOT NULL)
        ORDER BY transaction_key LIMIT @Batch
        """;

    /// <summary>Deletes a batch of the oldest.</summary>
    internal const string Keys = "DELETE FROM idempotency_keys WHERE created_at < @before ORDER BY created_at LIMIT @Batch";

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Deletes everything that is due.</summary>
    /// <returns>How many rows that were.</returns>
    public async Task<int> DeleteAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var day = BusinessDay.Of(now.AddDays(-options.Value.CallbackDays)).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var before = now.AddDays(-options.Value.IdempotencyKeyDays).UtcDateTime;
        var deleted = await DrainAsync(Callbacks, new { day, Batch }, ct) + await DrainAsync(Keys, new { before, Batch }, ct);
        foreach (var rows in others)
        {
            deleted += await DrainAsync(rows.Sql, new { before = (now - rows.Kept(options.Value)).UtcDateTime, Batch }, ct);
        }

        return deleted;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await DeleteAsync(stoppingToken);
            }
            catch (Exception e) when (e is MySqlException or PrimaryNotFoundException) // The database may be away for a while.
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<int> DrainAsync(string sql, object parameters, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var (deleted, batch) = (0, Batch);
        while (batch == Batch)
        {
            batch = await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
            deleted += batch;
        }

        return deleted;
    }

    [LoggerMessage(4006, LogLevel.Error, "What has been kept for long enough could not be deleted; it is tried again in an hour")]
    private partial void LogFailed(Exception exception);
}
