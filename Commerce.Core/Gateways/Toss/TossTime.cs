using System.Globalization;

namespace Commerce.Core.Gateways.Toss;

/// <summary>Reads the times that Toss writes, with a zone and without.</summary>
internal static class TossTime
{
    private const int Earliest = 2000; // Nothing that was ever paid here is older.
    private const int WithoutZone = 19; // yyyy-MM-ddTHH:mm:ss
    private static readonly TimeSpan Seoul = TimeSpan.FromHours(9); // Korea has had no summer time since 1988.

    /// <summary>The day in whose books it is.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Seoul).DateTime);

    /// <returns>UTC. Without a zone it is Seoul's time; null when it is none.</returns>
    public static DateTimeOffset? Read(string? text)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read)
            || read.Year < Earliest)
        {
            return null;
        }

        var hasZone = text!.EndsWith('Z') || text.Length > WithoutZone && text.AsSpan(WithoutZone).IndexOfAny('+', '-') >= 0;
        return (hasZone ? read : new DateTimeOffset(read.DateTime, Seoul)).ToUniversalTime();
    }
}
