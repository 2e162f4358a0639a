namespace Commerce.CircuitBreaker.Engine;

/// <summary>Counts of the calls in a window or in one part of it. <c>Failed</c> and <c>Slow</c> both contain <c>SlowFailed</c>.</summary>
internal struct WindowTotals
{
    public long Calls { get; private set; }

    public long Failed { get; private set; }

    public long Slow { get; private set; }

    public long SlowFailed { get; private set; }

    public void Add(CallOutcome outcome) => Add(outcome, 1);

    public void Remove(CallOutcome outcome) => Add(outcome, -1);

    public void Remove(in WindowTotals part)
    {
        Calls -= part.Calls;
        Failed -= part.Failed;
        Slow -= part.Slow;
        SlowFailed -= part.SlowFailed;
    }

    /// <summary>Turns one slow success that is already counted into a slow failure.</summary>
    public void MarkSlowAsFailed()
    {
        Failed++;
        SlowFailed++;
    }

    private void Add(CallOutcome outcome, int sign)
    {
        Calls += sign;
        if (outcome == CallOutcome.Success)
        {
            return;
        }

        var failed = (int)outcome & 1;
        var slow = (int)outcome >> 1;
        Failed += sign * failed;
        Slow += sign * slow;
        SlowFailed += sign * (failed & slow);
    }
}
