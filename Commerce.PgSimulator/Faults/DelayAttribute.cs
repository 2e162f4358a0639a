namespace Commerce.PgSimulator.Faults;

/// <summary>A delay in milliseconds, up to ten minutes.</summary>
internal sealed class DelayAttribute() : DialAttribute(0, LongestMs, "from 0 to 600000 (milliseconds)")
{
    private const int LongestMs = 600_000;
}
