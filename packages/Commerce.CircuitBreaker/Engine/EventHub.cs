using System.Diagnostics;

namespace Commerce.CircuitBreaker.Engine;

/// <summary>
/// Publishes events to observers. What happens to single calls is published at once, by the thread of the call. What happens to the breaker
/// is queued under the breaker's lock and published outside it, one event at a time and in order, whichever threads caused them. An
/// observer that throws harms neither the call nor the other observers.
/// </summary>
internal sealed class EventHub
{
    private readonly Lock _gate = new();
    private readonly Queue<(CircuitBreakerEvent Event, Activity? Cause)> _queue = new();
    private volatile Subscription[] _subscriptions = [];
    private volatile int _wanted;
    private bool _draining;

    /// <summary>Told the exceptions of observers.</summary>
    public event Action<Exception>? ObserverFailed;

    /// <summary>Whether anybody wants events of this type: if not, do not make them.</summary>
    public bool Wants(CircuitBreakerEventTypes type) => (_wanted & (int)type) != 0;

    public IDisposable Subscribe(CircuitBreakerEventTypes types, Action<CircuitBreakerEvent> observer)
    {
        var subscription = new Subscription(this, types, observer);
        lock (_gate)
        {
            SetSubscriptions([.. _subscriptions, subscription]);
        }

        return subscription;
    }

    /// <summary>Publishes an event at once.</summary>
    public void Publish(in CircuitBreakerEvent happened)
    {
        foreach (var subscription in _subscriptions)
        {
            if ((subscription.Types & happened.Type) != 0)
            {
                Notify(subscription, happened);
            }
        }
    }

    /// <summary>Keeps an event for the next <see cref="Drain"/>. The order of these calls is the order of publishing.</summary>
    public void Enqueue(in CircuitBreakerEvent happened)
    {
        if (Wants(happened.Type))
        {
            lock (_gate)
            {
                _queue.Enqueue((happened, Activity.Current));
            }
        }
    }

    /// <summary>Publishes what is queued, unless another thread (or this one, further up its stack) is about to.</summary>
    public void Drain()
    {
        var own = Activity.Current;
        while (TryTakeNext(out var next, out var cause))
        {
            // The span of the call that caused the change, not of the one that happens to publish it; none if that has ended meanwhile.
            Activity.Current = cause is { IsStopped: false } ? cause : null;
            Publish(next);
            Activity.Current = own;
            lock (_gate)
            {
                _draining = false;
            }
        }
    }

    private bool TryTakeNext(out CircuitBreakerEvent next, out Activity? cause)
    {
        lock (_gate)
        {
            if (_draining || !_queue.TryDequeue(out var queued))
            {
                (next, cause) = (default, null);
                return false;
            }

            (next, cause) = queued;
            return _draining = true;
        }
    }

    private void Notify(Subscription subscription, in CircuitBreakerEvent happened)
    {
        try
        {
            subscription.Observer(happened);
        }
        catch (Exception e)
        {
            ObserverFailed?.Invoke(e);
        }
    }

    private void SetSubscriptions(Subscription[] subscriptions)
    {
        _subscriptions = subscriptions;
        _wanted = subscriptions.Aggregate(0, (wanted, subscription) => wanted | (int)subscription.Types);
    }

    private sealed record Subscription(EventHub Hub, CircuitBreakerEventTypes Types, Action<CircuitBreakerEvent> Observer) : IDisposable
    {
        public void Dispose()
        {
            lock (Hub._gate)
            {
                Hub.SetSubscriptions([.. Hub._subscriptions.Where(other => !ReferenceEquals(other, this))]);
            }
        }
    }
}
