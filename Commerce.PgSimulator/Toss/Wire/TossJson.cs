using System.Globalization;
using System.Text;
using System.Text.Json;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Toss.Wire;

/// <summary>JSON as the dialect writes it: no envelope, null members written as null, times in Seoul.</summary>
internal static class TossJson
{
    private static readonly TimeSpan Seoul = TimeSpan.FromHours(9);

    public static string Write<T>(T body) => JsonSerializer.Serialize(body, WireJson.Callbacks);

    public static byte[] WriteBytes<T>(T body) => JsonSerializer.SerializeToUtf8Bytes(body, WireJson.Callbacks);

    public static Task AnswerAsync<T>(HttpContext context, int status, T body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(body, WireJson.Callbacks, WireJson.MediaType, context.RequestAborted);
    }

    public static Task AnswerAsync(HttpContext context, DialectError error) =>
        AnswerAsync(context, error.Status, error.In(WantsEnglish(context.Request)));

    /// <summary><c>2025-08-16T10:20:30+09:00</c>.</summary>
    /// <param name="utc">UTC.</param>
    public static string Time(DateTime utc) => InSeoul(utc).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>To the microsecond and without a zone, as webhooks have it.</summary>
    /// <param name="utc">UTC.</param>
    public static string LocalTime(DateTime utc) => InSeoul(utc).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    public static bool WantsEnglish(HttpRequest request) =>
        request.Headers.AcceptLanguage.ToString().StartsWith("en", StringComparison.OrdinalIgnoreCase);

    /// <summary>A stored answer as bytes.</summary>
    public static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);

    private static DateTimeOffset InSeoul(DateTime utc) => new DateTimeOffset(utc, TimeSpan.Zero).ToOffset(Seoul);
}
