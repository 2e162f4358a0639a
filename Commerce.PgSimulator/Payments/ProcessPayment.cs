using System.Data;
using Commerce.PgSimulator.Storage;
using Commerce.ServiceDefaults.Telemetry;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Payments;

/// <summary>
/// Concludes payments whose time has come: status, reason and the callback that is now due, in one commit. The rows are
/// locked while it works, so a second process passes over them, and a crash leaves them as they were.
/// </summary>
internal sealed class ProcessPayment(MySqlDataSource database, TimeProvider time)
{
    private const string ClaimDue = $"""
        SELECT transaction_key FROM approvals WHERE due_at <= {DueTime.Now}
        ORDER BY due_at LIMIT @limit FOR UPDATE SKIP LOCKED
        """;

    private const string ClaimOne = "SELECT transaction_key FROM approvals WHERE transaction_key = @transactionKey AND due_at IS NOT NULL FOR UPDATE";

    // Whether the approval or a cancel wins is decided here, by "status = 'PENDING'"; the loser changes nothing.
    // updated_at stays as it is: the original never touches it after creation.
    private const string Conclude = $"""
        UPDATE payments p
        JOIN approvals a ON a.transaction_key = p.transaction_key
        JOIN callbacks c ON c.transaction_key = p.transaction_key
        SET p.status = a.status,
            p.reason = a.reason,
            c.due_at = IF(c.copies > 0, {DueTime.Now} + INTERVAL (@hold + c.delay_ms * 1000) MICROSECOND, NULL)
        WHERE p.transaction_key IN @keys AND p.status = 'PENDING';

        UPDATE approvals SET due_at = NULL, concluded_at = @now WHERE transaction_key IN @keys;

        SELECT p.transaction_key, p.order_id, p.status, c.trace_parent
        FROM payments p JOIN callbacks c ON c.transaction_key = p.transaction_key
        WHERE p.transaction_key IN @keys;
        """;

    /// <summary>Concludes what is due now.</summary>
    /// <returns>How many payments it concluded: at most <paramref name="limit"/>.</returns>
    public async Task<int> ExecuteDueAsync(int limit, CancellationToken ct)
    {
        return await ConcludeAsync(new CommandDefinition(ClaimDue, new { limit }, cancellationToken: ct), TimeSpan.Zero, ct);
    }

    /// <summary>Concludes one payment, due or not. Its callback is left to the caller for <paramref name="hold"/>, then it falls due.</summary>
    /// <returns>False when it is concluded or cancelled already.</returns>
    public async Task<bool> ExecuteAsync(string transactionKey, TimeSpan hold, CancellationToken ct)
    {
        var claim = new CommandDefinition(ClaimOne, new { transactionKey }, cancellationToken: ct);
        return await ConcludeAsync(claim, hold, ct) > 0;
    }

    /// <returns>How long it is until the next payment is due; null when none waits.</returns>
    public async Task<TimeSpan?> NextDueInAsync(CancellationToken ct)
    {
        const string Sql = $"SELECT TIMESTAMPDIFF(MICROSECOND, {DueTime.Now}, MIN(due_at)) FROM approvals WHERE due_at IS NOT NULL";
        await using var connection = await database.OpenConnectionAsync(ct);
        return DueTime.SpanOf(await connection.ExecuteScalarAsync<long?>(new CommandDefinition(Sql, cancellationToken: ct)));
    }

    private async Task<int> ConcludeAsync(CommandDefinition claim, TimeSpan hold, CancellationToken ct)
    {
        var begun = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        var claimed = await connection.QueryAsync<string>(
            new CommandDefinition(claim.CommandText, claim.Parameters, transaction, cancellationToken: ct));
        var keys = claimed.AsList();
        if (keys.Count > 0)
        {
            PollSpan.FoundWork(keys.Count);
            var conclusion = new { keys, now = time.GetUtcNow().UtcDateTime, hold = hold.Microseconds() };
            var concluded = await connection.QueryAsync<Concluded>(
                new CommandDefinition(Conclude, conclusion, transaction, cancellationToken: ct));
            await transaction.CommitAsync(ct);
            Telemetry.CountConcluded(keys.Count);
            concluded.AsList().ForEach(payment => Trace(payment, begun));
        }

        return keys.Count;
    }

    // They were concluded together; each shows in the trace of its own request.
    private static void Trace(Concluded payment, DateTimeOffset begun)
    {
        using var span = Telemetry.Continue("conclude payment", payment.TraceParent, begun);
        span.Tag(payment.TransactionKey, payment.OrderId)?.SetTag(SpanAttributes.PaymentStatus, payment.Status);
    }

    private sealed record Concluded(string TransactionKey, string OrderId, string Status, string? TraceParent);
}
