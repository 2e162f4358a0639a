using System.Data;
using Commerce.PgSimulator.Payments;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>
/// The callbacks that are still to be sent. To claim one is to push its due time behind the end of the sending: when the
/// process dies meanwhile, the callback falls due again by itself.
/// </summary>
internal sealed class CallbackQueue(MySqlDataSource database)
{
    private const string SelectDue = """
        SELECT c.id, c.attempts + 1 AS attempts, p.transaction_key, p.user_id, p.order_id, p.card_type, p.card_no, p.amount, p.callback_url, p.status, p.reason
        FROM callbacks c JOIN payments p ON p.transaction_key = c.transaction_key
        WHERE c.due_at <= @now ORDER BY c.due_at LIMIT @limit FOR UPDATE SKIP LOCKED
        """;

    private const string PushBack = "UPDATE callbacks SET due_at = @until, attempts = attempts + 1 WHERE id IN @ids";

    public async Task<IReadOnlyList<DueCallback>> ClaimAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        var due = (await connection.QueryAsync<DueCallback, Payment, DueCallback>(
            new CommandDefinition(SelectDue, new { now = now.UtcDateTime, limit }, transaction, cancellationToken: ct),
            (callback, payment) => callback with { Payment = payment },
            splitOn: "transaction_key")).AsList();
        if (due.Count > 0)
        {
            var claim = new { until = until.UtcDateTime, ids = due.Select(callback => callback.Id) };
            await connection.ExecuteAsync(new CommandDefinition(PushBack, claim, transaction, cancellationToken: ct));
            await transaction.CommitAsync(ct);
        }

        return due;
    }

    /// <summary>The callback is over: it was delivered (<paramref name="sent"/> is when), or it was tried and is lost (null).</summary>
    public async Task FinishAsync(long id, DateTimeOffset? sent, CancellationToken ct)
    {
        const string Sql = "UPDATE callbacks SET due_at = NULL, sent_at = @sent WHERE id = @id";
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(Sql, new { id, sent = sent?.UtcDateTime }, cancellationToken: ct));
    }

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<DateTime?>(
            new CommandDefinition("SELECT MIN(due_at) FROM callbacks WHERE due_at IS NOT NULL", cancellationToken: ct));
    }
}
