using Commerce.PgSimulator.Storage;
using Dapper;

namespace Commerce.PgSimulator.Books;

/// <summary>What the page shows: the newest transactions of all users, with masked cards.</summary>
internal sealed class LatestTransactions(GatewaySessions database)
{
    // The database masks the number, so that it does not even reach this process.
    private const string Sql = """
        SELECT p.transaction_key, p.user_id, p.order_id, p.card_type, CONCAT('****-****-****-', RIGHT(p.card_no, 4)) AS card_no, p.amount,
               p.status, p.reason, p.created_at, a.concluded_at,
               CASE WHEN c.sent_at IS NOT NULL THEN 'SENT'
                    WHEN c.due_at IS NOT NULL THEN 'WAITING'
                    WHEN c.attempts > 0 OR (c.copies = 0 AND a.concluded_at IS NOT NULL) THEN 'LOST' END AS callback
        FROM payments p
        JOIN approvals a ON a.transaction_key = p.transaction_key
        LEFT JOIN callbacks c ON c.transaction_key = p.transaction_key
        ORDER BY p.created_at DESC LIMIT 50
        """;

    public async Task<IReadOnlyList<LatestTransaction>> ReadAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return (await connection.QueryAsync<LatestTransaction>(new CommandDefinition(Sql, cancellationToken: ct))).AsList();
    }
}

/// <param name="CardNo">Masked but for the last four digits.</param>
/// <param name="Callback"><c>SENT</c>, <c>WAITING</c>, <c>LOST</c>, or null while there is nothing to tell.</param>
internal sealed record LatestTransaction(
    string TransactionKey,
    string UserId,
    string OrderId,
    string CardType,
    string CardNo,
    long Amount,
    string Status,
    string? Reason,
    DateTime CreatedAt,
    DateTime? ConcludedAt,
    string? Callback);
