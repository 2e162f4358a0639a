using Microsoft.Extensions.Time.Testing;

namespace Commerce.CircuitBreaker.Tests;

/// <summary>
/// A fake clock that stops at each timer on its way. One big <see cref="FakeTimeProvider.Advance"/> would show every timer the final time,
/// and a period that follows another would begin too late.
/// </summary>
internal sealed class SteppingTimeProvider(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock _gate = new();
    private readonly SortedSet<long> _dueTimes = [];

    public SteppingTimeProvider()
        : this(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000))
    {
    }

    /// <summary>Timers that were made and are not disposed of.</summary>
    public int Timers { get; private set; }

    /// <summary>Done once, in the middle of making the next timer: what another thread may do at that moment.</summary>
    public Action? Meanwhile { get; set; }

    public void Step(TimeSpan span)
    {
        var target = GetUtcNow() + span;
        while (TakeDueUntil(target.Ticks) is { } due)
        {
            Advance(TimeSpan.FromTicks(Math.Max(0, due - GetUtcNow().Ticks)));
        }

        Advance(target - GetUtcNow());
    }

    public void Step(int milliseconds) => Step(TimeSpan.FromMilliseconds(milliseconds));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Note(dueTime);
        Timers++;
        var meanwhile = Meanwhile;
        Meanwhile = null;
        meanwhile?.Invoke();
        return new NotedTimer(this, base.CreateTimer(callback, state, dueTime, period));
    }

    private long? TakeDueUntil(long target)
    {
        lock (_gate)
        {
            if (_dueTimes.Count == 0 || _dueTimes.Min > target)
            {
                return null;
            }

            var due = _dueTimes.Min;
            _dueTimes.Remove(due);
            return due;
        }
    }

    private void Note(TimeSpan dueTime)
    {
        if (dueTime >= TimeSpan.Zero)
        {
            lock (_gate)
            {
                _dueTimes.Add(GetUtcNow().Ticks + dueTime.Ticks);
            }
        }
    }

    private sealed class NotedTimer(SteppingTimeProvider owner, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            owner.Note(dueTime);
            return inner.Change(dueTime, period);
        }

        public void Dispose()
        {
            owner.Timers--;
            inner.Dispose();
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
