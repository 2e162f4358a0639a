using System.Diagnostics.Metrics;
using Commerce.CircuitBreaker.AspNetCore.Telemetry;
using Microsoft.Extensions.Logging;

namespace Commerce.CircuitBreaker.AspNetCore;

/// <summary>Makes breakers visible: metrics of meter <c>Commerce.Resilience</c>, a span event and a log line for each transition.</summary>
public sealed class CircuitBreakerTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string SourceName = "Commerce.Resilience";

    private readonly CircuitBreakerMetrics _metrics;
    private readonly ILogger<SlidingWindowCircuitBreaker> _logger;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meterFactory">Makes the meter.</param>
    /// <param name="logger">Gets the lines about transitions.</param>
    public CircuitBreakerTelemetry(IMeterFactory meterFactory, ILogger<SlidingWindowCircuitBreaker> logger) =>
        (_metrics, _logger) = (new CircuitBreakerMetrics(meterFactory), logger);

    /// <summary>Watches a breaker as long as it lives.</summary>
    public void Watch(SlidingWindowCircuitBreaker breaker)
    {
        _metrics.Watch(breaker);
        breaker.Subscribe(CircuitBreakerEventTypes.StateTransition, happened =>
        {
            TransitionSpans.Add(happened);
            TransitionLog.Write(_logger, happened, breaker.GetSnapshot());
        });
        breaker.ObserverFailed += exception => TransitionLog.ObserverFailed(_logger, exception, breaker.Name);
    }
}
