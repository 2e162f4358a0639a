using Commerce.PgSimulator.Payments;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>How a callback and its payment are read together.</summary>
internal static class DueCallbackRows
{
    /// <summary>Callbacks, each with its payment, of the transactions <c>@keys</c>.</summary>
    public const string Select = """
        SELECT c.message_id, c.copies, c.flaw, c.attempts AS attempt, c.trace_parent,
               p.transaction_key, p.user_id, p.order_id, p.card_type, p.card_no, p.amount, p.callback_url, a.status, a.reason, p.created_at
        FROM callbacks c
        JOIN payments p ON p.transaction_key = c.transaction_key
        JOIN approvals a ON a.transaction_key = c.transaction_key
        WHERE c.transaction_key IN @keys
        """;

    /// <summary>Runs a command whose rows are those of <see cref="Select"/>.</summary>
    public static async Task<List<DueCallback>> ReadAsync(MySqlConnection connection, CommandDefinition command) =>
        (await connection.QueryAsync<DueCallback, Payment, DueCallback>(
            command, (callback, payment) => callback with { Payment = payment }, splitOn: "transaction_key")).AsList();
}
