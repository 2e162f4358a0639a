using System.Data;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Payments;

/// <summary>
/// Concludes payments whose time has come: status, reason and the callback that is now due, in one commit. The rows are
/// locked while it works, so a second process passes over them, and a crash leaves them as they were.
/// </summary>
internal sealed class ProcessPayment(MySqlDataSource database, TimeProvider time)
{
    private const string Claim = """
        SELECT transaction_key FROM approvals WHERE due_at <= @now
        ORDER BY due_at LIMIT @limit FOR UPDATE SKIP LOCKED
        """;

    // updated_at stays as it is: the original never touches it after creation.
    private const string Conclude = """
        UPDATE payments p JOIN approvals a ON a.transaction_key = p.transaction_key
        SET p.status = a.status, p.reason = a.reason
        WHERE p.transaction_key IN @keys AND p.status = 'PENDING';

        UPDATE approvals SET due_at = NULL, concluded_at = @now WHERE transaction_key IN @keys;

        INSERT INTO callbacks (transaction_key, due_at)
        SELECT transaction_key, @now FROM approvals WHERE transaction_key IN @keys;
        """;

    /// <returns>How many payments it concluded: at most <paramref name="limit"/>.</returns>
    public async Task<int> ExecuteAsync(int limit, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        var keys = (await connection.QueryAsync<string>(new CommandDefinition(Claim, new { now, limit }, transaction, cancellationToken: ct))).AsList();
        if (keys.Count == 0)
        {
            return 0;
        }

        await connection.ExecuteAsync(new CommandDefinition(Conclude, new { keys, now }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
        return keys.Count;
    }

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<DateTime?>(
            new CommandDefinition("SELECT MIN(due_at) FROM approvals WHERE due_at IS NOT NULL", cancellationToken: ct));
    }
}
