using Dapper;
using MySqlConnector;

namespace Commerce.TestHost.Gateways;

/// <summary>
/// Writes the books of a <see cref="FakePg"/> into the tables of the PG simulator, so that the invariants, which are queries over both
/// databases, judge the one as they judge the other.
/// </summary>
public static class FakePgDatabase
{
    private const int LongestName = 255; // In the simulator's tables.

    private const string Write = """
        REPLACE INTO paymentgateway.payments
            (transaction_key, user_id, order_id, card_type, card_no, amount, callback_url, status, reason, created_at, updated_at)
        VALUES (@Key, @UserId, @OrderId, 'SAMSUNG', '', @Amount, '', @Status, NULL, @CreatedAt, @CreatedAt);
        REPLACE INTO paymentgateway.approvals (transaction_key, status, reason, due_at, concluded_at)
        VALUES (@Key, @Status, '', NULL, @CreatedAt);
        DELETE FROM paymentgateway.cancels WHERE transaction_key = @Key;
        INSERT INTO paymentgateway.cancels (transaction_key, amount, was_captured, created_at)
        SELECT @Key, @Amount, @IsCaptured, @CreatedAt FROM DUAL WHERE @Status = 'CANCELLED';
        """;

    /// <summary>As often as anybody likes: what was written before is written anew.</summary>
    public static async Task WriteAsync(this FakePgBooks books, MySqlConnection database)
    {
        foreach (var t in books.All)
        {
            var key = t.Key.Length <= LongestName ? t.Key : t.Key[..LongestName];
            await database.ExecuteAsync(
                Write, new { Key = key, t.UserId, t.OrderId, t.Amount, t.Status, t.IsCaptured, CreatedAt = t.CreatedAt.UtcDateTime });
        }
    }
}
