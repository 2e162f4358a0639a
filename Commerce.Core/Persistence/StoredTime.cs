namespace Commerce.Core.Persistence;

internal static class StoredTime
{
    /// <summary>Now, to the microsecond, which is what the database keeps: an answer reads the same before and after.</summary>
    public static DateTimeOffset GetStoredNow(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
