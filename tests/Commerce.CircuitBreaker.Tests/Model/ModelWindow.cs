namespace Commerce.CircuitBreaker.Tests.Model;

/// <summary>Keeps every result for ever and counts from the beginning each time it is asked: too simple to be wrong.</summary>
internal sealed class ModelWindow(SlidingWindowType type, int size, int minimum)
{
    private readonly List<ModelResult> _results = [];

    public long Refused { get; set; }

    public ModelResult Add(long now, bool failed, bool slow)
    {
        var result = new ModelResult(now) { Failed = failed, Slow = slow };
        _results.Add(result);
        return result;
    }

    public (long Calls, long Failed, long Slow, long SlowFailed) Counts(long now)
    {
        var kept = Kept(now).ToList();
        return (kept.Count, kept.Count(r => r.Failed), kept.Count(r => r.Slow), kept.Count(r => r.Slow && r.Failed));
    }

    public (float Failure, float Slow) Rates(long now)
    {
        var (calls, failed, slow, _) = Counts(now);
        return calls == 0 || calls < minimum ? (-1, -1) : (failed * 100f / calls, slow * 100f / calls);
    }

    private IEnumerable<ModelResult> Kept(long now) => type == SlidingWindowType.Count
        ? _results.TakeLast(size)
        : _results.Where(result => (now / 1000) - (result.EndedAt / 1000) < size);
}

internal sealed class ModelResult(long endedAt)
{
    public long EndedAt { get; } = endedAt;

    public bool Failed { get; set; }

    public bool Slow { get; init; }
}
