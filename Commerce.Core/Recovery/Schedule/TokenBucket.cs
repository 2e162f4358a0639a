namespace Commerce.Core.Recovery.Schedule;

/// <summary>
/// Tokens that come at a rate which may change, and of which no more than a second's worth is saved up. It is empty at first. Not for
/// several threads at once.
/// </summary>
/// <param name="least">What it holds at least when it is full, however low the rate is: the most that anybody takes at a time.</param>
internal sealed class TokenBucket(int least, TimeProvider time)
{
    private double _tokens;
    private double _rate;
    private long _at = time.GetTimestamp();

    /// <summary>Sets the rate in tokens a second from now on.</summary>
    public void Refill(double rate)
    {
        Fill();
        _rate = rate;
    }

    /// <summary>Takes away what is in it, and lets nothing more come in.</summary>
    public void Empty() => (_tokens, _rate, _at) = (0, 0, time.GetTimestamp());

    /// <summary>Takes so many, if they are there.</summary>
    /// <returns>How long it takes until they are there; null when they were.</returns>
    public TimeSpan? Take(int count)
    {
        Fill();
        if (_tokens >= count)
        {
            _tokens -= count;
            return null;
        }

        return _rate > 0 ? TimeSpan.FromSeconds(Math.Min((count - _tokens) / _rate, TimeSpan.SecondsPerHour)) : TimeSpan.MaxValue;
    }

    private void Fill()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(_tokens + (_rate * time.GetElapsedTime(_at, now).TotalSeconds), Math.Max(_rate, least));
        _at = now;
    }
}
