using System.Globalization;
using Commerce.Core.Errors;

namespace Commerce.Api.Http;

/// <summary>The wish of RFC 7240 to wait for an answer that is worth having: <c>Prefer: wait=10</c>. Others are passed over.</summary>
internal static class PreferredWait
{
    public const string Header = "Prefer";
    public const string AppliedHeader = "Preference-Applied";
    public const int MostSeconds = 60;

    private const string Wait = "wait";

    /// <returns>Null when there is no such wish.</returns>
    /// <exception cref="CommerceException">400 when it is no number of seconds, or too many.</exception>
    public static TimeSpan? Of(HttpRequest request)
    {
        if (ValueOf(request) is not { } value)
        {
            return null;
        }

        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= MostSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new CommerceException(ErrorCode.BadRequest, Sentence.WaitOutOfRange, MostSeconds) { Field = Header };
    }

    public static bool IsAskedFor(HttpRequest request) => ValueOf(request) is not null;

    // Of several only the first counts, as the RFC has it.
    private static string? ValueOf(HttpRequest request) => request.Headers[Header]
        .SelectMany(header => (header ?? "").Split(','))
        .Select(preference => preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries))
        .FirstOrDefault(parts => string.Equals(parts[0], Wait, StringComparison.OrdinalIgnoreCase)) is { } found
            ? found.ElementAtOrDefault(1)?.Trim('"') ?? ""
            : null;
}
