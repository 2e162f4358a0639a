namespace Commerce.Api.Overload;

/// <summary>
/// When those who are refused should come again: one after the other, at the rate at which the limit has let requests in lately. So who
/// comes when he is told to finds his turn, and few come in vain: each of them would cost the work of one more refusal.
/// </summary>
/// <param name="atOnce">How many requests run at once; until more is known, as many are expected to be let in each second.</param>
/// <param name="longest">Nobody is told a longer wait.</param>
internal sealed class ReturnTimes(int atOnce, TimeSpan longest, TimeProvider time)
{
    private static readonly TimeSpan ShortestLook = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(10); // Longer ago, there was no rush.

    private readonly Lock _one = new();
    private readonly long _begin = time.GetTimestamp();
    private TimeSpan _lookedAt;
    private long _letInThen;
    private double _perSecond = atOnce;
    private TimeSpan _lastTurn;
    private int _beyond;

    /// <param name="letIn">How many requests the limit has let in since it began.</param>
    /// <returns>1 s to the longest wait.</returns>
    public TimeSpan Next(long letIn)
    {
        lock (_one)
        {
            var now = time.GetElapsedTime(_begin);
            Look(now, letIn);
            var turn = (_lastTurn > now ? _lastTurn : now) + TimeSpan.FromSeconds(1 / _perSecond);
            if (turn - now > longest)
            {
                return Beyond();
            }

            _lastTurn = turn;
            return turn - now < ShortestLook ? ShortestLook : turn - now;
        }
    }

    private void Look(TimeSpan now, long letIn)
    {
        var since = now - _lookedAt;
        if (since < ShortestLook)
        {
            return;
        }

        var more = letIn >= _letInThen ? letIn - _letInThen : letIn; // A limit that was idle for a while has begun anew.
        _perSecond = since > LongestLook ? atOnce : Math.Max(1, more / since.TotalSeconds);
        (_lookedAt, _letInThen) = (now, letIn);
    }

    // Who finds every turn taken is spread over the second half of the time, so that those who came together do not come back together.
    private TimeSpan Beyond()
    {
        var half = Math.Max(1, (int)longest.TotalSeconds / 2);
        return longest - TimeSpan.FromSeconds(_beyond++ % half);
    }
}
