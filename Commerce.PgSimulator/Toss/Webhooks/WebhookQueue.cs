using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Wire;
using Commerce.ServiceDefaults.Telemetry;
using Dapper;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.PgSimulator.Toss.Webhooks;

/// <summary>
/// The webhooks that are still to be sent. To claim one is to push its due time behind the end of the sending: when the process dies
/// meanwhile, it falls due again by itself.
/// </summary>
internal sealed class WebhookQueue(GatewaySessions database, IOptions<TossDialectOptions> options, TimeProvider time)
{
    private const string Insert = $"""
        INSERT INTO toss_webhooks (transmission_id, payment_key, body, copies, trace_parent, created_at, due_at)
        VALUES (@id, @PaymentKey, @body, @copies, @traceParent, @now, {DueTime.Now} + INTERVAL @delay MICROSECOND)
        """;

    /// <summary>What is due now.</summary>
    internal const string DueIds =
        $"SELECT transmission_id FROM toss_webhooks WHERE due_at <= {DueTime.Now} ORDER BY due_at LIMIT @limit FOR UPDATE SKIP LOCKED";

    private const string OneId =
        "SELECT transmission_id FROM toss_webhooks WHERE transmission_id = @id AND due_at IS NOT NULL FOR UPDATE";

    private const string PushBack = $"""
        UPDATE toss_webhooks SET due_at = {DueTime.Now} + INTERVAL @hold MICROSECOND, attempts = attempts + 1
        WHERE transmission_id IN @ids;

        SELECT w.transmission_id, w.payment_key, p.order_id, w.body, w.copies, w.attempts AS attempt, w.trace_parent
        FROM toss_webhooks w JOIN toss_payments p ON p.payment_key = w.payment_key
        WHERE w.transmission_id IN @ids
        """;

    /// <summary>Forgets the oldest that are over.</summary>
    internal const string DeleteOldest =
        "DELETE FROM toss_webhooks WHERE created_at < @before AND due_at IS NULL ORDER BY created_at LIMIT @Batch";

    /// <summary>Writes down, in the transaction of the change, that the merchant is to hear of it.</summary>
    /// <returns>The transmission's id; null when he does not: he has no address, or it is lost on purpose.</returns>
    public async Task<string?> AddAsync(
        MySqlConnection connection, WindowPayment payment, CallbackPlan plan, CancellationToken ct)
    {
        if (options.Value.WebhookUrl is null || plan.Copies == 0)
        {
            return null;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var row = new
        {
            id = $"{Guid.NewGuid()}",
            payment.PaymentKey,
            body = TossWebhookBody.Of(payment, options.Value.MerchantId, now, plan.Flaw),
            copies = plan.Copies,
            traceParent = TraceLink.Current,
            now,
            delay = plan.Delay.Microseconds(),
        };
        await connection.ExecuteAsync(new CommandDefinition(Insert, row, cancellationToken: ct));
        return row.id;
    }

    /// <summary>Claims what is due now, for <paramref name="hold"/>.</summary>
    public Task<IReadOnlyList<DueWebhook>> ClaimDueAsync(TimeSpan hold, int limit, CancellationToken ct) =>
        ClaimAsync(DueIds, new { limit }, hold, ct);

    /// <summary>Claims one, due or not yet; null when it is over.</summary>
    public async Task<DueWebhook?> ClaimAsync(string id, TimeSpan hold, CancellationToken ct) =>
        (await ClaimAsync(OneId, new { id }, hold, ct)).SingleOrDefault();

    /// <summary>It is over: it was delivered (<paramref name="sent"/> is when), or it is given up (null).</summary>
    public Task FinishAsync(string id, DateTimeOffset? sent, CancellationToken ct) => ExecuteAsync(
        "UPDATE toss_webhooks SET due_at = NULL, sent_at = @sent WHERE transmission_id = @id", new { id, sent = sent?.UtcDateTime }, ct);

    /// <summary>It failed and is sent again after <paramref name="pause"/>.</summary>
    public Task RetryAsync(string id, TimeSpan pause, CancellationToken ct) => ExecuteAsync(
        $"UPDATE toss_webhooks SET due_at = {DueTime.Now} + INTERVAL @pause MICROSECOND WHERE transmission_id = @id",
        new { id, pause = pause.Microseconds() },
        ct);

    /// <summary>How long it is until the first falls due; null when none waits.</summary>
    public async Task<TimeSpan?> NextDueInAsync(CancellationToken ct)
    {
        const string Sql = $"SELECT TIMESTAMPDIFF(MICROSECOND, {DueTime.Now}, MIN(due_at)) FROM toss_webhooks WHERE due_at IS NOT NULL";
        await using var connection = await database.OpenAsync(ct);
        return DueTime.SpanOf(await connection.ExecuteScalarAsync<long?>(new CommandDefinition(Sql, cancellationToken: ct)));
    }

    private async Task<IReadOnlyList<DueWebhook>> ClaimAsync(string select, object parameters, TimeSpan hold, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await SessionTransaction.BeginAsync(connection, ct);
        var ids = (await connection.QueryAsync<string>(new CommandDefinition(select, parameters, cancellationToken: ct)))
            .AsList();
        if (ids.Count == 0)
        {
            return [];
        }

        PollSpan.FoundWork(ids.Count);
        var claim = new { hold = hold.Microseconds(), ids };
        var due = await connection.QueryAsync<DueWebhook>(new CommandDefinition(PushBack, claim, cancellationToken: ct));
        await transaction.CommitAsync(ct);
        return due.AsList();
    }

    private async Task ExecuteAsync(string sql, object parameters, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
    }
}

/// <summary>A webhook that was claimed and is to be sent now.</summary>
/// <param name="Attempt">Which attempt this is, from 1.</param>
internal sealed record DueWebhook(
    string TransmissionId, string PaymentKey, string OrderId, string Body, int Copies, int Attempt, string? TraceParent);
