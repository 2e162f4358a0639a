using System.Runtime.CompilerServices;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Storage;
using Dapper;

namespace Commerce.PgSimulator.Books;

/// <summary>
/// Reads the books. A transaction belongs to the day in Seoul on which it was requested, a cancel to the day on which it
/// was made.
/// </summary>
internal sealed class BookStore(GatewaySessions database)
{
    // What a captured payment was before its cancel.
    private const string State = "IF(c.was_captured, 'SUCCESS', p.status)";

    private const string Payments = $"""
        SELECT p.transaction_key, p.user_id, p.order_id, 'PAYMENT' AS type, p.amount, {State} AS state,
               p.created_at AS requested_at, a.concluded_at
        FROM payments p
        JOIN approvals a ON a.transaction_key = p.transaction_key
        LEFT JOIN cancels c ON c.transaction_key = p.transaction_key
        WHERE p.created_at >= @from AND p.created_at < @to
        ORDER BY p.created_at
        """;

    private const string Cancels = """
        SELECT p.transaction_key, p.user_id, p.order_id, 'CANCEL' AS type, c.amount, 'SUCCESS' AS state,
               c.created_at AS requested_at, c.created_at AS concluded_at
        FROM cancels c JOIN payments p ON p.transaction_key = c.transaction_key
        WHERE c.was_captured AND c.created_at >= @from AND c.created_at < @to
        ORDER BY c.created_at
        """;

    private const string Totals = $"""
        SELECT COUNT(*) AS payments,
               COALESCE(SUM({State} = 'PENDING'), 0) AS pending,
               COALESCE(SUM({State} = 'SUCCESS'), 0) AS succeeded,
               COALESCE(SUM({State} = 'FAILED'), 0) AS failed,
               COALESCE(SUM({State} = 'CANCELLED'), 0) AS cancelled_before_capture,
               COALESCE(SUM(IF({State} = 'SUCCESS', p.amount, 0)), 0) AS captured_amount
        FROM payments p LEFT JOIN cancels c ON c.transaction_key = p.transaction_key
        WHERE p.created_at >= @from AND p.created_at < @to;

        SELECT COUNT(*) AS cancels, COALESCE(SUM(amount), 0) AS cancelled_amount
        FROM cancels WHERE was_captured AND created_at >= @from AND created_at < @to;
        """;

    /// <summary>The day's transactions, oldest first, then its cancels. One consistent snapshot, read row by row.</summary>
    public async IAsyncEnumerable<BookEntry> ReadAsync(DateOnly day, [EnumeratorCancellation] CancellationToken ct)
    {
        var range = Range.Of(day, day);
        await using var connection = await database.OpenAsync(ct);
        await using var snapshot = await SessionTransaction.BeginSnapshotAsync(connection, ct);
        foreach (var sql in new[] { Payments, Cancels })
        {
            await foreach (var entry in connection.QueryUnbufferedAsync<BookEntry>(sql, range).WithCancellation(ct))
            {
                yield return entry;
            }
        }
    }

    /// <summary>Counts and sums of the days from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public async Task<BookSummary> SumAsync(DateOnly first, DateOnly last, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var totals = await connection.QueryMultipleAsync(
            new CommandDefinition(Totals, Range.Of(first, last), cancellationToken: ct));
        return BookSummary.Of(await totals.ReadSingleAsync<PaymentTotals>(), await totals.ReadSingleAsync<CancelTotals>());
    }

    private sealed record Range(DateTime From, DateTime To)
    {
        public static Range Of(DateOnly first, DateOnly last) =>
            new(BusinessDay.Start(first).UtcDateTime, BusinessDay.Start(last.AddDays(1)).UtcDateTime);
    }
}
