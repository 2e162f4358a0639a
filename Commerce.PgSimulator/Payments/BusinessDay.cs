namespace Commerce.PgSimulator.Payments;

/// <summary>The gateway's days are days in Seoul.</summary>
internal static class BusinessDay
{
    // Korea has had no summer time since 1988; a fixed offset needs no time zone data on the machine.
    private static readonly TimeSpan Seoul = TimeSpan.FromHours(9);

    /// <summary>The days that a date may name; the database's own range is wider.</summary>
    public static readonly DateOnly First = new(2000, 1, 1);
    public static readonly DateOnly Last = new(2999, 12, 31);

    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Seoul).DateTime);

    /// <summary>The instant at which <paramref name="day"/> begins.</summary>
    public static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, Seoul);
}
