namespace Commerce.Core.Leases;

/// <summary>How long to wait before something is tried again: the gaps double from the first one on, up to the longest.</summary>
public readonly record struct Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <param name="times">How often it was tried before, or failed; 0: the first gap.</param>
    public TimeSpan After(int times)
    {
        var doublings = Math.Pow(2, Math.Max(times, 0));
        return First.Ticks * doublings < Longest.Ticks ? First * doublings : Longest; // Compared as numbers: a time would overflow.
    }
}
