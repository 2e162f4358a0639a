using System.Globalization;
using System.Text;

namespace Commerce.PgSimulator.Books;

/// <summary>Writes the books as CSV after RFC 4180, with a header line.</summary>
internal static class BookCsv
{
    private const int FlushEvery = 500;
    private const string Header = "transactionKey,userId,orderId,type,amount,currency,state,requestedAt,concludedAt\r\n";

    public static async Task WriteAsync(HttpResponse response, IAsyncEnumerable<BookEntry> entries, CancellationToken ct)
    {
        response.ContentType = "text/csv; charset=utf-8";
        Write(response, Header);
        var written = 0;
        await foreach (var entry in entries.WithCancellation(ct))
        {
            Write(response, Line(entry));
            if (++written % FlushEvery == 0)
            {
                await response.BodyWriter.FlushAsync(ct);
            }
        }

        await response.BodyWriter.FlushAsync(ct);
    }

    private static void Write(HttpResponse response, string text) => Encoding.UTF8.GetBytes(text, response.BodyWriter);

    private static string Line(BookEntry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Quoted(entry.TransactionKey)},{Quoted(entry.UserId)},{Quoted(entry.OrderId)},{entry.Type},"
        + $"{entry.Amount},{entry.Currency},{entry.State},{entry.RequestedAt:O},{entry.ConcludedAt:O}\r\n");

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
