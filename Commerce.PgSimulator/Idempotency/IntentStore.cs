using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Wire;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Idempotency;

/// <summary>Which transaction an idempotency key led to. The database's primary key decides between two that come at once.</summary>
internal sealed class IntentStore(GatewaySessions database)
{
    /// <summary>Takes a key for a transaction. A second one to take it breaks off with a duplicate key.</summary>
    public const string Insert = """
        INSERT INTO idempotency_keys (user_id, operation, idempotency_key, fingerprint, transaction_key, created_at)
        VALUES (@UserId, @Operation, @Key, @Fingerprint, @TransactionKey, @Now)
        """;

    private const string Select = """
        SELECT fingerprint, transaction_key FROM idempotency_keys
        WHERE user_id = @UserId AND operation = @Operation AND idempotency_key = @Key
        """;

    /// <summary>The transaction that the key led to before; null when it is new.</summary>
    /// <exception cref="PgException">422: the key was used for something else.</exception>
    public async Task<string?> FindTransactionAsync(Intent intent, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var found = await connection.QuerySingleOrDefaultAsync<(string Fingerprint, string TransactionKey)?>(
            new CommandDefinition(Select, intent, cancellationToken: ct));
        return found is not { } known || known.Fingerprint == intent.Fingerprint
            ? found?.TransactionKey
            : throw new PgException(WireError.UnprocessableContent, $"이미 다른 요청에 사용된 {Intent.Header} 입니다.");
    }

    /// <summary>Whether a request, this one or another, has the key.</summary>
    public static Task<bool> IsTakenAsync(MySqlConnection connection, Intent intent, CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition($"SELECT EXISTS ({Select})", intent, cancellationToken: ct));

    /// <summary>Takes the key for a transaction that exists, or finds that it has it already.</summary>
    /// <exception cref="PgException">422: the key was used for something else.</exception>
    public async Task BindAsync(Intent intent, string transactionKey, DateTime now, CancellationToken ct)
    {
        var row = new { intent.UserId, intent.Operation, intent.Key, intent.Fingerprint, TransactionKey = transactionKey, Now = now };
        try
        {
            await using var connection = await database.OpenAsync(ct);
            await connection.ExecuteAsync(new CommandDefinition(Insert, row, cancellationToken: ct));
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.DuplicateKeyEntry)
        {
            await FindTransactionAsync(intent, ct);
        }
    }
}
