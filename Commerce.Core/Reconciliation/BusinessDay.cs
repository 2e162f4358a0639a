namespace Commerce.Core.Reconciliation;

/// <summary>The books are kept by days in Seoul, at the PG as well as here.</summary>
public static class BusinessDay
{
    // Korea has had no summer time since 1988; a fixed offset needs no time zone data on the machine.
    public const int HoursAheadOfUtc = 9;

    private static readonly TimeSpan Seoul = TimeSpan.FromHours(HoursAheadOfUtc);

    /// <summary>No books go back further.</summary>
    public static readonly DateOnly First = new(2000, 1, 1);

    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Seoul).DateTime);

    /// <summary>The instant at which <paramref name="day"/> begins.</summary>
    public static DateTimeOffset Start(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, Seoul).ToUniversalTime();

    /// <summary>The last day that has been over for at least <paramref name="rest"/>.</summary>
    public static DateOnly LastOver(DateTimeOffset now, TimeSpan rest) => Of(now - rest).AddDays(-1);
}
