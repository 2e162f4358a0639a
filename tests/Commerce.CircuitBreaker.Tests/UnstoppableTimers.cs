using Microsoft.Extensions.Time.Testing;

namespace Commerce.CircuitBreaker.Tests;

/// <summary>
/// Timers that ignore being stopped and fire when the test says, as a real one may whose callback was already on its way.
/// </summary>
internal sealed class UnstoppableTimers : FakeTimeProvider
{
    private readonly List<Action> _timers = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _timers.Add(() => callback(state));
        return new NoTimer();
    }

    public void FireFirst() => _timers[0]();

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
