namespace Commerce.CircuitBreaker.Engine;

/// <summary>Makes the events of single calls, and only when somebody wants them.</summary>
internal sealed class CallEvents(string circuitName, BreakerClock clock, EventHub hub)
{
    /// <summary>Publishes what happened to a call, unless its state counts no calls.</summary>
    /// <param name="took">How long the call took, in timestamps.</param>
    public void Publish(Period period, CircuitBreakerEventTypes type, long took, Exception? exception)
    {
        if (hub.Wants(type) && period.CountsCalls)
        {
            hub.Publish(Of(period, type, took, exception));
        }
    }

    public CircuitBreakerEvent Of(Period period, CircuitBreakerEventTypes type, long took, Exception? exception) =>
        new(circuitName, type, period.State) { Duration = clock.ToTimeSpan(took), Exception = exception };
}
