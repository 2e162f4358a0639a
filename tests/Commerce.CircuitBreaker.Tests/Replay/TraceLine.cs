using System.Globalization;

namespace Commerce.CircuitBreaker.Tests.Replay;

/// <summary>One operation and its recorded answer.</summary>
/// <param name="Words">The operation and its arguments.</param>
/// <param name="Answer">The answer in the form in which <see cref="TraceRun"/> gives its own.</param>
/// <param name="Mark">
/// What the recording says about the operation: <c>illegal</c>, <c>noid</c>, a fault of the recorded breaker, or nothing.
/// </param>
internal sealed record TraceLine(string[] Words, string Answer, string? Mark)
{
    private const int CountsEnd = 9;

    /// <summary>The recorded breaker did something here that must not be copied; the rest of the trace follows from it.</summary>
    public bool IsFaultOfTheRecordedBreaker => Mark is not (null or "illegal" or "noid");

    public static TraceLine Parse(string text)
    {
        var parts = text.Split('\t');
        var answer = parts[1].Split(' ');
        var mark = answer.FirstOrDefault(word => word.StartsWith('!'));
        var events = answer.Skip(CountsEnd).FirstOrDefault(word => word is not "~" && !word.StartsWith('!'));
        var counts = answer.Take(CountsEnd).Select((word, index) => index is 2 or 3 ? Float(word) : word);
        return new TraceLine(parts[0].Split(' '), $"{string.Join(' ', counts)} {Events(events)}".TrimEnd(), mark?[1..]);
    }

    // Rates are written in the shortest form that reads back as the same number, which is not one form only.
    private static string Float(string text) =>
        float.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    private static string Events(string? events) =>
        events is null ? string.Empty : string.Join(',', events.Split(',').Select(Event));

    private static string Event(string text) => text[0] is 'F' or 'L' && text.Contains('(', StringComparison.Ordinal)
        ? $"{text[0]}({Float(text[2..^1])})"
        : text;
}
