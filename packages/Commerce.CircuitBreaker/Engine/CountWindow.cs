namespace Commerce.CircuitBreaker.Engine;

/// <summary>The last N outcomes, however old.</summary>
internal sealed class CountWindow(int size) : OutcomeWindow
{
    private readonly CallOutcome[] _ring = new CallOutcome[size];
    private WindowTotals _totals;
    private long _recorded;
    private int _next;

    public override long Record(CallOutcome outcome, long now)
    {
        if (_recorded >= _ring.Length)
        {
            _totals.Remove(_ring[_next]);
        }

        _ring[_next] = outcome;
        _totals.Add(outcome);
        _next = _next + 1 == _ring.Length ? 0 : _next + 1;
        return _recorded++;
    }

    public override void MarkSlowAsFailed(long position, long now)
    {
        if (_recorded - position <= _ring.Length)
        {
            _ring[position % _ring.Length] = CallOutcome.SlowFailed;
            _totals.MarkSlowAsFailed();
        }
    }

    public override ref readonly WindowTotals TotalsAt(long now) => ref _totals;
}
