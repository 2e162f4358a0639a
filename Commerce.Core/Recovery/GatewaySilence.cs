namespace Commerce.Core.Recovery;

/// <summary>Since when a gateway has answered no lookup. Any thread may tell it of one.</summary>
internal sealed class GatewaySilence(TimeProvider time)
{
    private readonly Lock _lock = new();
    private long? _since;

    /// <summary>The latest lookup was not answered.</summary>
    public bool IsUnbroken
    {
        get
        {
            lock (_lock)
            {
                return _since is not null;
            }
        }
    }

    public void Unanswered()
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            _since ??= now;
        }
    }

    /// <returns>How long the silence was that this answer ends; null when there was none.</returns>
    public TimeSpan? Answered()
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            TimeSpan? lasted = _since is { } since ? time.GetElapsedTime(since, now) : null;
            _since = null;
            return lasted;
        }
    }
}
