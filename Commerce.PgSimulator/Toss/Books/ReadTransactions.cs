using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Toss.Wire;
using Dapper;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Toss.Books;

/// <summary>Reads the books page by page, oldest line first; what the dials say is wrong with them is wrong.</summary>
internal sealed class ReadTransactions(GatewaySessions database, TossDialControl dials, IOptions<TossDialectOptions> options)
{
    /// <summary>A page, in the order in which the lines were written.</summary>
    internal const string Page = """
        SELECT t.transaction_key, t.payment_key, p.order_id, p.customer_key, t.kind, t.status, p.status AS payment_status, t.amount,
               t.created_at
        FROM toss_transactions t JOIN toss_payments p ON p.payment_key = t.payment_key
        WHERE t.created_at >= @from AND t.created_at <= @to AND (t.created_at > @from OR t.transaction_key > @after)
          AND (t.kind <> 'REFUSAL' OR @refusals)
        ORDER BY t.created_at, t.transaction_key LIMIT @limit
        """;

    private const string TimeOf = "SELECT created_at FROM toss_transactions WHERE transaction_key = @after";

    /// <exception cref="TossException">INVALID_REQUEST: the page begins behind a line that there is not.</exception>
    public async Task<IReadOnlyList<TransactionBody>> ExecuteAsync(TransactionsRequest request, CancellationToken ct)
    {
        var faults = dials.Current;
        await using var connection = await database.OpenAsync(ct);
        var from = request.From;
        if (request.StartingAfter is { } after)
        {
            var at = await connection.ExecuteScalarAsync<DateTime?>(new CommandDefinition(TimeOf, new { after }, cancellationToken: ct))
                ?? throw new TossException("INVALID_REQUEST");
            from = at > from ? at : from;
        }

        var range = new
        {
            from,
            to = request.To,
            after = request.StartingAfter ?? string.Empty,
            refusals = faults.BooksShowRefusals,
            limit = request.Limit,
        };
        var lines = (await connection.QueryAsync<BookedTransaction>(new CommandDefinition(Page, range, cancellationToken: ct)))
            .Select(line => TransactionBody.Of(line, options.Value.MerchantId, faults)).ToList();
        return Spoiled(lines, request, faults);
    }

    private static List<TransactionBody> Spoiled(List<TransactionBody> lines, TransactionsRequest request, TossDials faults)
    {
        if (faults.BooksHaveALineTooMany && lines.Count > 0 && lines.Count < request.Limit)
        {
            lines.Add(lines[^1].Stranger());
        }

        if (faults.BooksLackALine && lines.Count > 0 && request.StartingAfter is null)
        {
            lines.RemoveAt(0);
        }

        return lines;
    }
}
