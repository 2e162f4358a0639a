namespace Commerce.Core.Persistence;

/// <summary>What the database said the time was, and when it was asked by this machine's own measure.</summary>
/// <param name="asked">The timestamp of the question.</param>
/// <param name="machine">The machine's clocks, not the application's: what those of a test tell is of no use here.</param>
internal sealed class DatabaseTime(DateTimeOffset told, long asked, TimeProvider machine)
{
    private static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTrip = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LargestJump = TimeSpan.FromMilliseconds(100);

    private readonly TimeSpan _trip = machine.GetElapsedTime(asked);
    private readonly DateTimeOffset _heardAt = machine.GetUtcNow();

    /// <summary>
    /// The database's time by now, or up to the length of its answer's trip later: what is due there is due here. Null when that trip was
    /// too long to go by, when the answer is too old, or when the machine has slept meanwhile, which its stopwatch does not notice and its
    /// wall clock does.
    /// </summary>
    public DateTimeOffset? Reckon()
    {
        var since = machine.GetElapsedTime(asked);
        var byWallClock = machine.GetUtcNow() - _heardAt + _trip;
        if (_trip > LongestTrip || since > TrustedFor || (byWallClock - since).Duration() > LargestJump)
        {
            return null;
        }

        var now = told + since;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)); // What the database keeps.
    }
}
