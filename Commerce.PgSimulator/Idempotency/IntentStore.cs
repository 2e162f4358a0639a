using Commerce.PgSimulator.Wire;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Idempotency;

/// <summary>Which transaction an idempotency key led to. The database's primary key decides between two that come at once.</summary>
internal sealed class IntentStore(MySqlDataSource database)
{
    private const string Insert = """
        INSERT INTO idempotency_keys (user_id, operation, idempotency_key, fingerprint, transaction_key, created_at)
        VALUES (@UserId, @Operation, @Key, @Fingerprint, @transactionKey, @now)
        """;

    private const string Select = """
        SELECT fingerprint, transaction_key FROM idempotency_keys
        WHERE user_id = @UserId AND operation = @Operation AND idempotency_key = @Key
        """;

    /// <summary>The transaction that the key led to before; null when it is new.</summary>
    /// <exception cref="PgException">422: the key was used for something else.</exception>
    public async Task<string?> FindTransactionAsync(Intent intent, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var found = await connection.QuerySingleOrDefaultAsync<(string Fingerprint, string TransactionKey)?>(
            new CommandDefinition(Select, intent, cancellationToken: ct));
        return found is not { } known || known.Fingerprint == intent.Fingerprint
            ? found?.TransactionKey
            : throw new PgException(WireError.UnprocessableContent, $"이미 다른 요청에 사용된 {Intent.Header} 입니다.");
    }

    /// <summary>Takes the key for a transaction, as part of the caller's database transaction.</summary>
    /// <returns>False when another request has it.</returns>
    public static async Task<bool> TryTakeAsync(
        MySqlTransaction transaction, Intent intent, string transactionKey, DateTime now, CancellationToken ct)
    {
        var row = new { intent.UserId, intent.Operation, intent.Key, intent.Fingerprint, transactionKey, now };
        try
        {
            await transaction.Connection!.ExecuteAsync(new CommandDefinition(Insert, row, transaction, cancellationToken: ct));
            return true;
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.DuplicateKeyEntry)
        {
            return false;
        }
    }

    /// <summary>Takes the key for a transaction that exists, or finds that it has it already.</summary>
    /// <exception cref="PgException">422: the key was used for something else.</exception>
    public async Task BindAsync(Intent intent, string transactionKey, DateTime now, CancellationToken ct)
    {
        await using (var connection = await database.OpenConnectionAsync(ct))
        await using (var transaction = await connection.BeginTransactionAsync(ct))
        {
            if (await TryTakeAsync(transaction, intent, transactionKey, now, ct))
            {
                await transaction.CommitAsync(ct);
                return;
            }
        }

        await FindTransactionAsync(intent, ct);
    }
}
