namespace Commerce.PgSimulator.Storage;

/// <summary>
/// When work is due, in SQL. Due times and claims go by the database's clock, which is the same for all processes of the gateway; none
/// of theirs is.
/// </summary>
internal static class DueTime
{
    /// <summary>The database's time in UTC, whatever the time zone of the server or the connection.</summary>
    public const string Now = "UTC_TIMESTAMP(6)";

    /// <summary>As many microseconds as a statement is to add to <see cref="Now"/>.</summary>
    public static long Microseconds(this TimeSpan span) => (long)span.TotalMicroseconds;

    /// <returns>How long it is until then; null for null. What was due before now is due now.</returns>
    public static TimeSpan? SpanOf(long? microseconds) => microseconds is { } number
        ? TimeSpan.FromMicroseconds(Math.Max(0, number))
        : null;
}
