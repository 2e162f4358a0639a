using Commerce.PgSimulator.Storage;
using Commerce.ServiceDefaults.Failures;
using Commerce.ServiceDefaults.Telemetry;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>
/// The callbacks that are still to be sent. To claim one is to push its due time behind the end of the sending: when the
/// process dies meanwhile, the callback falls due again by itself.
/// </summary>
internal sealed class CallbackQueue(GatewaySessions database)
{
    private const string DueKeys =
        $"SELECT transaction_key FROM callbacks WHERE due_at <= {DueTime.Now} ORDER BY due_at LIMIT @limit FOR UPDATE SKIP LOCKED";

    private const string OneKey =
        "SELECT transaction_key FROM callbacks WHERE transaction_key = @transactionKey AND due_at IS NOT NULL FOR UPDATE";
    private const string PushBack =
        $"UPDATE callbacks SET due_at = {DueTime.Now} + INTERVAL @hold MICROSECOND, attempts = attempts + 1 WHERE transaction_key IN @keys";

    /// <summary>Claims what is due now, for <paramref name="hold"/>.</summary>
    public Task<IReadOnlyList<DueCallback>> ClaimDueAsync(TimeSpan hold, int limit, CancellationToken ct) =>
        ClaimAsync(DueKeys, new { limit }, hold, ct);

    /// <summary>Claims one callback, due or not yet; null when it is over.</summary>
    public async Task<DueCallback?> ClaimAsync(string transactionKey, TimeSpan hold, CancellationToken ct)
    {
        var claimed = await ClaimAsync(OneKey, new { transactionKey }, hold, ct);
        return claimed.SingleOrDefault();
    }

    /// <summary>The callback is over: it was delivered (<paramref name="sent"/> is when), or it is lost (null).</summary>
    public Task FinishAsync(string transactionKey, DateTimeOffset? sent, CancellationToken ct) =>
        ExecuteAsync(
            "UPDATE callbacks SET due_at = NULL, sent_at = @sent WHERE transaction_key = @transactionKey",
            new { transactionKey, sent = sent?.UtcDateTime }, ct);

    /// <summary>The callback failed and is tried again after <paramref name="pause"/>.</summary>
    public Task RetryAsync(string transactionKey, TimeSpan pause, CancellationToken ct) => ExecuteAsync(
        $"UPDATE callbacks SET due_at = {DueTime.Now} + INTERVAL @pause MICROSECOND WHERE transaction_key = @transactionKey",
        new { transactionKey, pause = pause.Microseconds() },
        ct);

    /// <summary>How long it is until the first callback falls due; null when none waits.</summary>
    public Task<TimeSpan?> NextDueInAsync(CancellationToken ct) =>
        SpanAsync($"SELECT TIMESTAMPDIFF(MICROSECOND, {DueTime.Now}, MIN(due_at)) FROM callbacks WHERE due_at IS NOT NULL", null, ct);

    /// <summary>
    /// How long it is until the callback of one payment falls due; null when it is over, or its payment is not concluded.
    /// </summary>
    public Task<TimeSpan?> DueInAsync(string transactionKey, CancellationToken ct) => SpanAsync(
        $"SELECT TIMESTAMPDIFF(MICROSECOND, {DueTime.Now}, due_at) FROM callbacks WHERE transaction_key = @transactionKey",
        new { transactionKey },
        ct);

    private async Task<IReadOnlyList<DueCallback>> ClaimAsync(string select, object parameters, TimeSpan hold, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var keys = await PushBackAsync(connection, select, parameters, hold, ct);
        if (keys.Count == 0)
        {
            return [];
        }

        return await DueCallbackRows.ReadAsync(
            connection, new CommandDefinition(DueCallbackRows.Select, new { keys }, cancellationToken: ct));
    }

    private static async Task<List<string>> PushBackAsync(
        MySqlConnection connection, string select, object parameters, TimeSpan hold, CancellationToken ct)
    {
        await using var transaction = await SessionTransaction.BeginAsync(connection, ct);
        var keys = (await connection.QueryAsync<string>(new CommandDefinition(select, parameters, cancellationToken: ct)))
            .AsList();
        if (keys.Count > 0)
        {
            PollSpan.FoundWork(keys.Count);
            var claim = new { hold = hold.Microseconds(), keys };
            await connection.ExecuteAsync(new CommandDefinition(PushBack, claim, cancellationToken: ct));
            await transaction.CommitAsync(ct);
            await FailurePoint.ReachAsync(FailurePoints.PgCallbackClaimed);
        }

        return keys;
    }

    private async Task<TimeSpan?> SpanAsync(string sql, object? parameters, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return DueTime.SpanOf(await connection.ExecuteScalarAsync<long?>(new CommandDefinition(sql, parameters, cancellationToken: ct)));
    }

    private async Task ExecuteAsync(string sql, object parameters, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
    }
}
