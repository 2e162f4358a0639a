using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Toss.Wire;
using Dapper;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.PgSimulator.Toss.Idempotency;

/// <summary>
/// What was answered under an idempotency key. The table's primary key decides between two that come at once; a claim whose process died
/// ends by itself.
/// </summary>
internal sealed class KeyedCallStore(
    GatewaySessions database, TossDialControl dials, IOptions<TossDialectOptions> options, TimeProvider time)
{
    private const string Insert = $"""
        INSERT INTO toss_idempotency_keys (fingerprint, body, created_at, held_until)
        VALUES (@Fingerprint, @Body, @now, {DueTime.Now} + INTERVAL @hold MICROSECOND)
        """;

    // One of a life that is over, or of a process that died.
    private const string TakeOver = $"""
        UPDATE toss_idempotency_keys
        SET created_at = IF(created_at < @before, @now, created_at), body = @Body, status = NULL, answer = NULL,
            held_until = {DueTime.Now} + INTERVAL @hold MICROSECOND
        WHERE fingerprint = @Fingerprint AND (created_at < @before OR (status IS NULL AND held_until <= {DueTime.Now}))
        """;

    private const string Record =
        "UPDATE toss_idempotency_keys SET status = @Status, answer = @Json WHERE fingerprint = @Fingerprint AND status IS NULL";

    private const string Free = "DELETE FROM toss_idempotency_keys WHERE fingerprint = @Fingerprint AND status IS NULL";

    /// <summary>Forgets the oldest keys.</summary>
    internal const string DeleteOldest =
        "DELETE FROM toss_idempotency_keys WHERE created_at < @before ORDER BY created_at LIMIT @Batch";

    /// <summary>Takes the key for a call that is made now.</summary>
    /// <returns>What was answered before; null: the call is to be made.</returns>
    /// <exception cref="TossException">
    /// IDEMPOTENT_REQUEST_PROCESSING: it is in flight. IDEMPOTENCY_KEY_REUSED: the dials compare bodies, and this is another.
    /// </exception>
    public async Task<KeyedAnswer?> ClaimAsync(KeyedCall call, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var claim = new
        {
            call.Fingerprint,
            call.Body,
            now,
            before = now - options.Value.KeyLifetime,
            hold = options.Value.InFlightFor.Microseconds(),
        };
        await using var connection = await database.OpenAsync(ct);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(Insert, claim, cancellationToken: ct));
            return null;
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.DuplicateKeyEntry)
        {
            return await connection.ExecuteAsync(new CommandDefinition(TakeOver, claim, cancellationToken: ct)) == 1
                ? null
                : await KnownAsync(connection, call, ct);
        }
    }

    /// <summary>Stores the answer in the transaction of what it tells.</summary>
    /// <param name="answer">Null: the key is free again when the transaction is committed.</param>
    public static Task RecordAsync(
        MySqlConnection connection, KeyedCall call, KeyedAnswer? answer, CancellationToken ct) =>
        answer is null
            ? connection.ExecuteAsync(new CommandDefinition(Free, call, cancellationToken: ct))
            : connection.ExecuteAsync(new CommandDefinition(
                Record, new { call.Fingerprint, answer.Status, answer.Json }, cancellationToken: ct));

    /// <summary>Stores the answer to a call that changed nothing; null: the key is free again.</summary>
    public async Task RecordAsync(KeyedCall call, KeyedAnswer? answer, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await SessionTransaction.BeginAsync(connection, ct);
        await RecordAsync(connection, call, answer, ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<KeyedAnswer?> KnownAsync(MySqlConnection connection, KeyedCall call, CancellationToken ct)
    {
        var row = await connection.QuerySingleOrDefaultAsync<(string Body, int? Status, string? Answer)?>(new CommandDefinition(
            "SELECT body, status, answer FROM toss_idempotency_keys WHERE fingerprint = @Fingerprint", call, cancellationToken: ct));
        if (row is not { Status: { } status } known)
        {
            throw new TossException("IDEMPOTENT_REQUEST_PROCESSING"); // Or it was freed this moment: the merchant asks again.
        }

        return known.Body != call.Body && dials.Current.IdempotencyComparesBody
            ? throw new TossException("IDEMPOTENCY_KEY_REUSED")
            : new KeyedAnswer(status, known.Answer!);
    }
}
