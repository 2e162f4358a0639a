using System.Diagnostics;
using Commerce.PgSimulator.Idempotency;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Telemetry;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Flow;

/// <summary>Reads and writes transactions. A payment, its idempotency key and what is to become of it are stored in one commit.</summary>
internal sealed class PaymentStore(GatewaySessions database)
{
    private const string Insert = $"""
        INSERT INTO payments (transaction_key, user_id, order_id, card_type, card_no, amount, callback_url, status, reason, created_at, updated_at)
        VALUES (@TransactionKey, @UserId, @OrderId, @CardType, @CardNo, @Amount, @CallbackUrl, 'PENDING', NULL, @CreatedAt, @CreatedAt);

        INSERT INTO approvals (transaction_key, status, reason, due_at)
        VALUES (@TransactionKey, @VerdictStatus, @VerdictReason, {DueTime.Now} + INTERVAL @DueIn MICROSECOND);

        INSERT INTO callbacks (transaction_key, message_id, copies, delay_ms, flaw, trace_parent)
        VALUES (@TransactionKey, @MessageId, @Copies, @DelayMs, @Flaw, @TraceParent);
        """;

    private const string InsertWithIntent = $"{IntentStore.Insert};\n{Insert}";

    private const string Select = """
        SELECT p.transaction_key, p.user_id, p.order_id, p.card_type, p.card_no, p.amount, p.callback_url, p.status, p.reason,
               p.created_at, a.concluded_at
        FROM payments p JOIN approvals a ON a.transaction_key = p.transaction_key
        """;

    /// <summary>Stores a payment that was accepted.</summary>
    /// <param name="intent">The merchant's name for it, when it gave one.</param>
    public async Task<StoreResult> TryAddAsync(AcceptedPayment accepted, Intent? intent, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await SessionTransaction.BeginAsync(connection, ct);
        var rows = new DynamicParameters(accepted);
        if (intent is not null)
        {
            rows.AddDynamicParams(new { intent.Operation, intent.Key, intent.Fingerprint, Now = accepted.CreatedAt });
        }

        try
        {
            var insert = intent is null ? Insert : InsertWithIntent;
            await connection.ExecuteAsync(new CommandDefinition(insert, rows, cancellationToken: ct));
            await transaction.CommitAsync(ct);
            return StoreResult.Stored;
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.DuplicateKeyEntry)
        {
            await transaction.RollbackAsync(ct);
        }

        return intent is not null && await IntentStore.IsTakenAsync(connection, intent, ct)
            ? StoreResult.IntentTaken
            : StoreResult.TransactionKeyTaken;
    }

    /// <summary>The user's transaction of that key; null when there is none, or when it is another user's.</summary>
    public async Task<Payment?> FindAsync(string userId, string transactionKey, CancellationToken ct)
    {
        const string Sql = $"{Select} WHERE p.user_id = @userId AND p.transaction_key = @transactionKey";
        await using var connection = await database.OpenAsync(ct);
        var payment = await connection.QuerySingleOrDefaultAsync<Payment>(
            new CommandDefinition(Sql, new { userId, transactionKey }, cancellationToken: ct));
        if (payment is not null)
        {
            Activity.Current.Tag(payment.TransactionKey, payment.OrderId);
        }

        return payment;
    }

    /// <summary>The user's transactions for an order, newest first.</summary>
    public async Task<IReadOnlyList<Payment>> ListAsync(string userId, string orderId, CancellationToken ct)
    {
        const string Sql = $"{Select} WHERE p.user_id = @userId AND p.order_id = @orderId ORDER BY p.created_at DESC";
        await using var connection = await database.OpenAsync(ct);
        var payments = await connection.QueryAsync<Payment>(new CommandDefinition(Sql, new { userId, orderId }, cancellationToken: ct));
        return payments.AsList();
    }
}

internal enum StoreResult
{
    Stored,

    /// <summary>Nothing was stored: the generated key collides with an older one.</summary>
    TransactionKeyTaken,

    /// <summary>Nothing was stored: this idempotency key has a transaction already.</summary>
    IntentTaken,
}
