using Commerce.PgSimulator.Due;
using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Webhooks;
using Commerce.ServiceDefaults.Telemetry;
using Dapper;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.PgSimulator.Toss.Flow;

/// <summary>
/// Ends payments whose clock has run out: a window that nobody used, and an agreement that nobody confirmed. The rows are locked while it
/// works, so a confirm comes before or finds it done.
/// </summary>
internal sealed class DueExpiries(
    GatewaySessions database, TellMerchant tell, TimeProvider time, FaultLog faults, ILogger<DueExpiries> logger)
    : DueWork("expire window payments", Options.Create(new CompatibilityOptions()), time, faults, logger)
{
    private const int Batch = 50;

    /// <summary>What is due now.</summary>
    internal const string DueKeys =
        $"SELECT payment_key FROM toss_payments WHERE expires_at <= {DueTime.Now} ORDER BY expires_at LIMIT @Batch FOR UPDATE SKIP LOCKED";

    private const string Expire = """
        UPDATE toss_payments
        SET status = 'EXPIRED', expires_at = NULL, failed_at = @now, failure_code = 'EXPIRED_PAYMENT',
            failure_message = '결제 유효기간이 만료되었습니다.'
        WHERE payment_key = @key AND status IN ('READY', 'IN_PROGRESS')
        """;

    protected override async Task<bool> DoDueAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await SessionTransaction.BeginAsync(connection, ct);
        var keys = (await connection.QueryAsync<string>(new CommandDefinition(DueKeys, new { Batch }, cancellationToken: ct)))
            .AsList();
        if (keys.Count == 0)
        {
            return false;
        }

        PollSpan.FoundWork(keys.Count);
        string? last = null;
        foreach (var key in keys)
        {
            last = await ExpireAsync(connection, key, ct);
        }

        await transaction.CommitAsync(ct);
        await tell.SendAsync(last, TellMerchant.Well, ct);
        return keys.Count == Batch;
    }

    protected override async Task<TimeSpan?> NextDueInAsync(CancellationToken ct)
    {
        const string Sql =
            $"SELECT TIMESTAMPDIFF(MICROSECOND, {DueTime.Now}, MIN(expires_at)) FROM toss_payments WHERE expires_at IS NOT NULL";
        await using var connection = await database.OpenAsync(ct);
        return DueTime.SpanOf(await connection.ExecuteScalarAsync<long?>(new CommandDefinition(Sql, cancellationToken: ct)));
    }

    private async Task<string?> ExpireAsync(MySqlConnection connection, string key, CancellationToken ct)
    {
        await connection.ExecuteAsync(
            new CommandDefinition(Expire, new { key, now = Now.UtcDateTime }, cancellationToken: ct));
        var expired = (await WindowPaymentStore.ReadAsync(connection, key, ct))!;
        return await tell.WriteAsync(connection, expired, TellMerchant.Well, ct);
    }
}
