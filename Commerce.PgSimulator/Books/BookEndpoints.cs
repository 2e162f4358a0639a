using System.Globalization;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Books;

/// <summary>The gateway's own record of its transactions: the witness that a merchant's books are compared with.</summary>
internal static class BookEndpoints
{
    private const string Csv = "text/csv";

    public static void MapBooks(this IEndpointRouteBuilder routes)
    {
        var books = routes.MapGroup("/api/v1/books").WithTags("Books");
        books.MapGet("", StreamAsync)
            .WithName("books.read")
            .WithSummary("The books of a day in Seoul, today's by default: an entry a line, as JSON or CSV.")
            .Produces<BookEntry>(StatusCodes.Status200OK, BookLines.MediaType, Csv).Fails(400, 500);
        books.MapGet("summary", SumAsync)
            .WithName("books.sum")
            .Answers<BookSummary>("The sums of a day, or of all days.").Fails(400);
        books.MapGet("latest", LatestAsync)
            .WithName("books.listLatest")
            .Answers<IReadOnlyList<LatestTransaction>>("The newest transactions of all users, cards masked.").Fails(400);
    }

    private static Task StreamAsync(HttpContext context, string? date, BookStore books, TimeProvider time, CancellationToken ct)
    {
        var entries = books.ReadAsync(Day(date) ?? BusinessDay.Of(time.GetUtcNow()), ct);
        return AsksForCsv(context.Request)
            ? BookCsv.WriteAsync(context.Response, entries, ct)
            : BookLines.WriteAsync(context.Response, entries, ct);
    }

    private static async Task SumAsync(HttpContext context, string? date, BookStore books, CancellationToken ct)
    {
        var day = Day(date);
        await WireJson.AnswerAsync(context, await books.SumAsync(day ?? BusinessDay.First, day ?? BusinessDay.Last, ct));
    }

    private static async Task LatestAsync(HttpContext context, LatestTransactions latest, CancellationToken ct) =>
        await WireJson.AnswerAsync(context, await latest.ReadAsync(ct));

    private static DateOnly? Day(string? date)
    {
        if (date is null)
        {
            return null;
        }

        return DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= BusinessDay.First && day <= BusinessDay.Last
            ? day
            : throw new PgException(WireError.BadRequest, $"요청 파라미터 'date' (타입: LocalDate)의 값 '{date}'이(가) 잘못되었습니다.");
    }

    private static bool AsksForCsv(HttpRequest request) =>
        request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1).FirstOrDefault()?.MediaType.Equals(
            Csv, StringComparison.OrdinalIgnoreCase)
            ?? false;
}
