using System.Data;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Toss.Payments;

/// <summary>Writes the lines of the books, each in the transaction of what it tells.</summary>
internal static class WindowBook
{
    public const string Approval = "APPROVAL";
    public const string Cancel = "CANCEL";
    public const string Refusal = "REFUSAL";

    private const string Insert = """
        INSERT INTO toss_transactions (transaction_key, payment_key, kind, status, amount, refundable, reason, created_at)
        VALUES (@TransactionKey, @PaymentKey, @Kind, @status, @Amount, @Refundable, @Reason, @CreatedAt)
        """;

    public static Task WriteAsync(MySqlConnection connection, WindowBookEntry entry, CancellationToken ct)
    {
        var row = new DynamicParameters(entry);
        row.Add("status", entry.Status.ToString(), DbType.String);
        return connection.ExecuteAsync(new CommandDefinition(Insert, row, cancellationToken: ct));
    }
}

/// <summary>A line of the books.</summary>
/// <param name="Status">Of the payment, after it.</param>
/// <param name="Amount">In won, above zero.</param>
/// <param name="Refundable">What is left to cancel after it, in won.</param>
/// <param name="CreatedAt">UTC.</param>
internal sealed record WindowBookEntry(
    string TransactionKey,
    string PaymentKey,
    string Kind,
    WindowPaymentStatus Status,
    long Amount,
    long Refundable,
    DateTime CreatedAt,
    string? Reason = null);
