using System.Globalization;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Toss.Books;

/// <summary>Which lines of the books a merchant asks for. Times are UTC, both ends included.</summary>
/// <param name="StartingAfter">The transaction key behind which the page begins; null: at the beginning.</param>
internal sealed record TransactionsRequest(DateTime From, DateTime To, string? StartingAfter, int Limit)
{
    private const int MostLines = 5_000;
    private const int LongestKey = 64;
    private static readonly TimeSpan Seoul = TimeSpan.FromHours(9);
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm"];
    private static readonly string[] ZonedForms = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>Dates are whole days in Seoul, times without a zone are Seoul's.</summary>
    /// <exception cref="TossException">INVALID_REQUEST: a date is missing or is none, or the limit is out of range.</exception>
    public static TransactionsRequest Read(IQueryCollection query, int usualLimit = 100)
    {
        var limit = query.TryGetValue("limit", out var text)
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
            : usualLimit;
        var after = query["startingAfter"].ToString() is { Length: > 0 } key ? key : null;
        var (from, to) = (Instant(query["startDate"], isEnd: false), Instant(query["endDate"], isEnd: true));
        return limit is >= 1 and <= MostLines && after is null or { Length: <= LongestKey } && from is { } first && to is { } last
            ? new(first, last, after, limit)
            : throw new TossException("INVALID_REQUEST");
    }

    private static DateTime? Instant(string? text, bool isEnd)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day < BusinessDay.First || day > BusinessDay.Last
                ? null
                : BusinessDay.Start(isEnd ? day.AddDays(1) : day).UtcDateTime.AddTicks(isEnd ? -TimeSpan.TicksPerMicrosecond : 0);
        }

        if (DateTimeOffset.TryParseExact(text, ZonedForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var zoned))
        {
            return zoned.UtcDateTime;
        }

        return DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, Seoul).UtcDateTime
            : null;
    }
}
