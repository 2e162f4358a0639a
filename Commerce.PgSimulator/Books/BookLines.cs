using System.Buffers;
using System.Text.Json;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Books;

/// <summary>Writes the books as JSON lines: one entry a line.</summary>
internal static class BookLines
{
    public const string MediaType = "application/x-ndjson";

    private const int FlushEvery = 500;
    private const byte NewLine = (byte)'\n';

    public static async Task WriteAsync(HttpResponse response, IAsyncEnumerable<BookEntry> entries, CancellationToken ct)
    {
        response.ContentType = MediaType;
        var written = 0;
        await foreach (var entry in entries.WithCancellation(ct))
        {
            response.BodyWriter.Write(JsonSerializer.SerializeToUtf8Bytes(entry, WireJson.Answers));
            response.BodyWriter.Write([NewLine]);
            if (++written % FlushEvery == 0)
            {
                await response.BodyWriter.FlushAsync(ct);
            }
        }

        await response.BodyWriter.FlushAsync(ct);
    }
}
