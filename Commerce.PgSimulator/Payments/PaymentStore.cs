using System.Data;
using Commerce.PgSimulator.Faults;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Payments;

/// <summary>Reads and writes transactions. A payment and what is to become of it are stored in one commit.</summary>
internal sealed class PaymentStore(MySqlDataSource database)
{
    private const string Columns = "transaction_key, user_id, order_id, card_type, card_no, amount, callback_url, status, reason";

    private const string InsertPayment = $"""
        INSERT INTO payments ({Columns}, created_at, updated_at)
        VALUES (@TransactionKey, @UserId, @OrderId, @CardType, @CardNo, @Amount, @CallbackUrl, @Status, @Reason, @now, @now)
        """;

    private const string InsertApproval = """
        INSERT INTO approvals (transaction_key, status, reason, due_at)
        VALUES (@TransactionKey, @Status, @Reason, @due)
        """;

    /// <summary>Stores <paramref name="payment"/>, to be concluded as <paramref name="verdict"/> says at <paramref name="due"/>.</summary>
    /// <returns>False when the transaction key is taken: nothing was stored, try another key.</returns>
    public async Task<bool> TryAddAsync(Payment payment, Verdict verdict, DateTimeOffset now, DateTimeOffset due, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(InsertPayment, PaymentRow(payment, now), transaction, cancellationToken: ct));
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.DuplicateKeyEntry)
        {
            return false;
        }

        var approval = new { payment.TransactionKey, Status = verdict.Status.ToString(), verdict.Reason, due = due.UtcDateTime };
        await connection.ExecuteAsync(new CommandDefinition(InsertApproval, approval, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>The user's transaction of that key; null when there is none, or when it is another user's.</summary>
    public async Task<Payment?> FindAsync(string userId, string transactionKey, CancellationToken ct)
    {
        const string Sql = $"SELECT {Columns} FROM payments WHERE user_id = @userId AND transaction_key = @transactionKey";
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<Payment>(new CommandDefinition(Sql, new { userId, transactionKey }, cancellationToken: ct));
    }

    /// <summary>The user's transactions for an order, newest first.</summary>
    public async Task<IReadOnlyList<Payment>> ListAsync(string userId, string orderId, CancellationToken ct)
    {
        const string Sql = $"SELECT {Columns} FROM payments WHERE user_id = @userId AND order_id = @orderId ORDER BY created_at DESC";
        await using var connection = await database.OpenConnectionAsync(ct);
        var payments = await connection.QueryAsync<Payment>(new CommandDefinition(Sql, new { userId, orderId }, cancellationToken: ct));
        return payments.AsList();
    }

    private static object PaymentRow(Payment payment, DateTimeOffset now) => new
    {
        payment.TransactionKey,
        payment.UserId,
        payment.OrderId,
        CardType = payment.CardType.ToString(),
        payment.CardNo,
        payment.Amount,
        payment.CallbackUrl,
        Status = payment.Status.ToString(),
        payment.Reason,
        now = now.UtcDateTime,
    };
}
