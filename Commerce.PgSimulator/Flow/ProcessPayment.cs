using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Telemetry;
using Commerce.ServiceDefaults.Failures;
using Commerce.ServiceDefaults.Telemetry;
using Dapper;

namespace Commerce.PgSimulator.Flow;

/// <summary>
/// Concludes payments whose time has come: status, reason and the callback that is now due, in one commit. The rows are locked while
/// it works, so a second process passes over them, and a crash leaves them as they were. Callbacks that are due at once are claimed
/// in the same commit, for whoever concludes to send them.
/// </summary>
internal sealed class ProcessPayment(GatewaySessions database, TimeProvider time)
{
    private const string ClaimDue = $"""
        SELECT transaction_key FROM approvals WHERE due_at <= {DueTime.Now}
        ORDER BY due_at LIMIT @limit FOR UPDATE SKIP LOCKED
        """;

    private const string ClaimOne =
        "SELECT transaction_key FROM approvals WHERE transaction_key = @transactionKey AND due_at IS NOT NULL FOR UPDATE";

    // Whether the approval or a cancel wins is decided here, by "status = 'PENDING'"; the loser changes nothing.
    // updated_at stays as it is: the original never touches it after creation.
    private const string Conclude = $"""
        UPDATE payments p
        JOIN approvals a ON a.transaction_key = p.transaction_key
        JOIN callbacks c ON c.transaction_key = p.transaction_key
        SET p.status = a.status,
            p.reason = a.reason,
            c.attempts = c.attempts + (@claims AND c.copies > 0 AND c.delay_ms = 0),
            c.due_at = IF(
                c.copies > 0,
                {DueTime.Now} + INTERVAL (IF(@claims AND c.delay_ms = 0, @claim, @hold) + c.delay_ms * 1000) MICROSECOND,
                NULL)
        WHERE p.transaction_key IN @keys AND p.status = 'PENDING';

        UPDATE approvals SET due_at = NULL, concluded_at = @now WHERE transaction_key IN @keys;

        {DueCallbackRows.Select};
        """;

    /// <summary>Concludes what is due now.</summary>
    /// <param name="freeSlots">How many callbacks the caller could send at once.</param>
    /// <param name="claim">For how long a callback is his.</param>
    /// <returns>How many payments it concluded, at most <paramref name="limit"/>, and the callbacks to send.</returns>
    public async Task<(int Count, IReadOnlyList<DueCallback> Claimed)> ExecuteDueAsync(
        int limit, int freeSlots, TimeSpan claim, CancellationToken ct)
    {
        var due = new CommandDefinition(ClaimDue, new { limit }, cancellationToken: ct);
        var concluded = await ConcludeAsync(due, TimeSpan.Zero, freeSlots, claim, ct);
        return (concluded.Count, concluded.FindAll(callback => callback.Attempt > 0));
    }

    /// <summary>
    /// Concludes one payment, due or not. Its callback is left to the caller for <paramref name="hold"/>, then it falls due.
    /// </summary>
    /// <returns>False when it is concluded or cancelled already.</returns>
    public async Task<bool> ExecuteAsync(string transactionKey, TimeSpan hold, CancellationToken ct)
    {
        var claim = new CommandDefinition(ClaimOne, new { transactionKey }, cancellationToken: ct);
        return (await ConcludeAsync(claim, hold, freeSlots: 0, TimeSpan.Zero, ct)).Count > 0;
    }

    private async Task<List<DueCallback>> ConcludeAsync(
        CommandDefinition due, TimeSpan hold, int freeSlots, TimeSpan claim, CancellationToken ct)
    {
        var begun = time.GetUtcNow();
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await SessionTransaction.BeginAsync(connection, ct);
        var keys = (await connection.QueryAsync<string>(
            new CommandDefinition(due.CommandText, due.Parameters, cancellationToken: ct))).AsList();
        if (keys.Count == 0)
        {
            return [];
        }

        PollSpan.FoundWork(keys.Count);
        var conclusion = new
        {
            keys,
            now = time.GetUtcNow().UtcDateTime,
            hold = hold.Microseconds(),
            claims = keys.Count <= freeSlots,
            claim = claim.Microseconds(),
        };
        var concluded = await DueCallbackRows.ReadAsync(
            connection, new CommandDefinition(Conclude, conclusion, cancellationToken: ct));
        await transaction.CommitAsync(ct);
        await FailurePoint.ReachAsync(FailurePoints.PgPaymentConcluded);
        PgTelemetry.CountConcluded(keys.Count);
        concluded.ForEach(callback => Trace(callback, begun));
        return concluded;
    }

    // They were concluded together; each shows in the trace of its own request.
    private static void Trace(DueCallback callback, DateTimeOffset begun)
    {
        using var span = PgTelemetry.Continue("conclude payment", callback.TraceParent, begun);
        span.Tag(callback.Payment.TransactionKey, callback.Payment.OrderId)
            ?.SetTag(SpanAttributes.PaymentStatus, callback.Payment.Status.ToString());
    }
}
