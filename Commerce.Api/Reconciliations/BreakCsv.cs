using System.Globalization;
using System.Text;
using System.Text.Json;
using Commerce.Core.Reconciliation;

namespace Commerce.Api.Reconciliations;

/// <summary>Every break of a run as CSV after RFC 4180, with a header line, streamed.</summary>
internal sealed class BreakCsv(ReconciliationRun run, IAsyncEnumerable<ReconciliationBreak> breaks) : IResult
{
    private const int FlushEvery = 500;
    private const string Header = "kind,type,transactionKey,orderId,paymentId,pgAmount,ourAmount,pgState,ourState,happenedAt\r\n";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, ct) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition =
            string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"books-{run.Gateway}-{run.Day:yyyy-MM-dd}-{run.Id}.csv\"");
        Encoding.UTF8.GetBytes(Header, response.BodyWriter);
        var written = 0;
        await foreach (var found in breaks.WithCancellation(ct))
        {
            Encoding.UTF8.GetBytes(Line(BreakResponse.Of(found)), response.BodyWriter);
            if (++written % FlushEvery == 0)
            {
                await response.BodyWriter.FlushAsync(ct);
            }
        }

        await response.BodyWriter.FlushAsync(ct);
    }

    private static string Line(BreakResponse found) => string.Create(
        CultureInfo.InvariantCulture,
        $"{NameOf(found.Kind)},{NameOf(found.Type)},{Quoted(found.TransactionKey)},{Quoted(found.OrderId)},{found.PaymentId},"
        + $"{found.PgAmount},{found.OurAmount},{NameOf(found.PgState)},{NameOf(found.OurState)},{found.HappenedAt:O}\r\n");

    private static string? NameOf<TEnum>(TEnum value) => value is null
        ? null
        : JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString()!);

    private static string Quoted(string? text) =>
        text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text ?? string.Empty;
}
