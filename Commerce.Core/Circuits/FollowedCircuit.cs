using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;

namespace Commerce.Core.Circuits;

/// <summary>
/// One breaker of this process among those of the same name in others. What it learns from its own calls it tells; what it hears it
/// believes as far as its own calls do not say otherwise, so that one process with a broken line does not close the others' way. An
/// operator it obeys.
/// </summary>
internal sealed class FollowedCircuit : IDisposable
{
    private readonly NamedCircuitBreaker _circuit;
    private readonly Action<CircuitNews> _tell;
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;
    private readonly Lock _lock = new();
    private readonly Queue<CircuitBreakerState> _followed = new();
    private bool _isHearsay;
    private long? _provedAt;
    private long _heard;

    /// <param name="tell">Called on the thread of a call: it must not wait for anything.</param>
    public FollowedCircuit(NamedCircuitBreaker circuit, Action<CircuitNews> tell, TimeProvider time)
    {
        (_circuit, _tell, _time) = (circuit, tell, time);
        _subscription = circuit.Breaker.Subscribe(
            CircuitBreakerEventTypes.StateTransition | CircuitBreakerEventTypes.Reset, Observe);
    }

    public string Name => _circuit.Name;

    /// <summary>Hears what another process told, once.</summary>
    /// <param name="isOwn">It was this process itself.</param>
    /// <returns>The state that it entered for that; null: none.</returns>
    public CircuitBreakerState? Hear(CircuitNotice notice, bool isOwn)
    {
        if (notice.Sequence == _heard)
        {
            return null;
        }

        _heard = notice.Sequence;
        return !isOwn && Wanted(notice) is { } state && state != _circuit.Breaker.State && Follow(state) ? state : null;
    }

    public void Dispose() => _subscription.Dispose();

    /// <returns>The state to enter; null: none.</returns>
    private CircuitBreakerState? Wanted(CircuitNotice notice)
    {
        var now = _circuit.Breaker.State;
        return notice switch
        {
            { State: "FORCED_OPEN" } => CircuitBreakerState.ForcedOpen,
            { State: "DISABLED" } => CircuitBreakerState.Disabled,
            { State: "CLOSED", ByOperator: true } => CircuitBreakerState.Closed,
            { State: "CLOSED" } when IsHearsay && now is (CircuitBreakerState.Open or CircuitBreakerState.HalfOpen) =>
                CircuitBreakerState.Closed,
            { State: "OPEN" } when now == CircuitBreakerState.Closed && !KnowsBetter() => CircuitBreakerState.Open,
            _ => null,
        };
    }

    private bool IsHearsay
    {
        get
        {
            lock (_lock)
            {
                return _isHearsay;
            }
        }
    }

    // Its own trial calls have just gone well, or it has made enough calls to judge by and few of them failed.
    private bool KnowsBetter()
    {
        lock (_lock)
        {
            if (_provedAt is { } at && _time.GetElapsedTime(at) < _circuit.Settings.OpenDuration)
            {
                return true;
            }
        }

        var calls = _circuit.Breaker.GetSnapshot();
        return calls.FailureRate >= 0 && calls.FailureRate < _circuit.Settings.FailureRateThreshold / 2
            && calls.SlowCallRate < _circuit.Settings.SlowCallRateThreshold / 2;
    }

    private bool Follow(CircuitBreakerState state)
    {
        lock (_lock)
        {
            _followed.Enqueue(state);
            _isHearsay = state == CircuitBreakerState.Open;
        }

        try
        {
            _circuit.Breaker.TransitionTo(state);
            return true;
        }
        catch (InvalidOperationException)
        {
            Forget(state); // It has gone elsewhere meanwhile, from where there is no way.
            return false;
        }
    }

    private void Forget(CircuitBreakerState state)
    {
        lock (_lock)
        {
            if (_followed.TryPeek(out var expected) && expected == state)
            {
                _followed.Dequeue();
            }
        }
    }

    private void Observe(CircuitBreakerEvent happened)
    {
        if (NewsOf(happened) is { } news)
        {
            _tell(news);
        }
    }

    private CircuitNews? NewsOf(CircuitBreakerEvent happened)
    {
        lock (_lock)
        {
            if (happened.Type == CircuitBreakerEventTypes.StateTransition
                && _followed.TryPeek(out var expected) && expected == happened.State)
            {
                _followed.Dequeue();
                return null; // Who told it knows it.
            }

            switch (happened.State)
            {
                case CircuitBreakerState.HalfOpen:
                    return null; // Each tries for itself, with as many calls as it permits.
                case CircuitBreakerState.Open:
                    _isHearsay = false;
                    return Learned(happened.State);
                case CircuitBreakerState.Closed when happened.PreviousState == CircuitBreakerState.HalfOpen:
                    (_isHearsay, _provedAt) = (false, _time.GetTimestamp());
                    return Learned(happened.State);
                default:
                    _isHearsay = false;
                    return new CircuitNews(Name, happened.State.Name(), ByOperator: true, Lifetime: null);
            }
        }
    }

    private CircuitNews Learned(CircuitBreakerState state) => new(Name, state.Name(), ByOperator: false, _circuit.Settings.OpenDuration);
}

/// <summary>What one process has to tell the others.</summary>
/// <param name="Lifetime">For how long it is of use; null: until the next one.</param>
internal sealed record CircuitNews(string Circuit, string State, bool ByOperator, TimeSpan? Lifetime);
