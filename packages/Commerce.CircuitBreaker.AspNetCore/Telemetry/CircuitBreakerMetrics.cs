using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Commerce.CircuitBreaker.AspNetCore.Telemetry;

/// <summary>
/// The instruments. Gauges read the window of the current state, so they fall to nothing at a transition; counter and histogram
/// run on for ever. Whoever draws sums, as the Aspire dashboard does, draws <c>circuit_breaker.openness</c>.
/// </summary>
internal sealed class CircuitBreakerMetrics
{
    private static readonly CircuitBreakerState[] States = Enum.GetValues<CircuitBreakerState>();

    private readonly ConcurrentQueue<SlidingWindowCircuitBreaker> _breakers = new();
    private readonly Counter<long> _notPermitted;
    private readonly Histogram<double> _duration;

    public CircuitBreakerMetrics(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create(CircuitBreakerTelemetry.SourceName);
        _notPermitted = meter.CreateCounter<long>(
            "circuit_breaker.not_permitted_calls", "{call}", "Calls that were refused.");
        _duration = meter.CreateHistogram<double>(
            "circuit_breaker.call.duration", "s", "How long guarded calls took, by how they ended.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10] });
        meter.CreateObservableGauge(
            "circuit_breaker.state", () => ForEach(StateGauges), "{state}", "1 for the state the breaker is in, 0 for every other one.");
        meter.CreateObservableGauge(
            "circuit_breaker.openness", () => ForEach(OpennessGauge), "{level}",
            "0 while every call is let through, 1 half-open, 2 open or forced open; so the sum is 0 when all is well.");
        meter.CreateObservableGauge(
            "circuit_breaker.failure_rate", () => ForEach(now => RateGauge(now, now.FailureRate)), "1",
            "Share of failed calls in the window, 0 to 1; nothing below the minimum of calls.");
        meter.CreateObservableGauge(
            "circuit_breaker.slow_call_rate", () => ForEach(now => RateGauge(now, now.SlowCallRate)), "1",
            "Share of slow calls in the window, 0 to 1; nothing below the minimum of calls.");
        meter.CreateObservableGauge(
            "circuit_breaker.buffered_calls", () => ForEach(BufferedGauges), "{call}", "Calls in the window, by how they ended.");
        meter.CreateObservableGauge(
            "circuit_breaker.slow_calls", () => ForEach(SlowGauges), "{call}", "Slow calls in the window, by how they ended.");
    }

    public void Watch(SlidingWindowCircuitBreaker breaker)
    {
        _breakers.Enqueue(breaker);
        // A counter that begins at its first refusal shows no rise there.
        _notPermitted.Add(0, new KeyValuePair<string, object?>(CircuitBreakerTags.Name, breaker.Name));
        breaker.Subscribe(
            CircuitBreakerEventTypes.Calls & ~CircuitBreakerEventTypes.SlowCallInFlight,
            Count);
    }

    private void Count(CircuitBreakerEvent happened)
    {
        var name = new KeyValuePair<string, object?>(CircuitBreakerTags.Name, happened.CircuitName);
        if (happened.Type == CircuitBreakerEventTypes.NotPermitted)
        {
            _notPermitted.Add(1, name);
            return;
        }

        var outcome = happened.Type switch
        {
            CircuitBreakerEventTypes.Success => CircuitBreakerTags.Successful,
            CircuitBreakerEventTypes.Error => CircuitBreakerTags.Failed,
            _ => CircuitBreakerTags.Ignored,
        };
        _duration.Record(happened.Duration.TotalSeconds, name, new KeyValuePair<string, object?>(CircuitBreakerTags.Outcome, outcome));
    }

    private IEnumerable<Measurement<T>> ForEach<T>(Func<CircuitBreakerSnapshot, IEnumerable<Measurement<T>>> measure)
        where T : struct => _breakers.SelectMany(breaker => measure(breaker.GetSnapshot()));

    private static IEnumerable<Measurement<int>> StateGauges(CircuitBreakerSnapshot now) =>
        States.Select(state => Of(now, now.State == state ? 1 : 0, (CircuitBreakerTags.State, state.TagValue())));

    private static IEnumerable<Measurement<int>> OpennessGauge(CircuitBreakerSnapshot now) =>
    [
        Of(now, now.State switch
        {
            CircuitBreakerState.Open or CircuitBreakerState.ForcedOpen => 2,
            CircuitBreakerState.HalfOpen => 1,
            CircuitBreakerState.Closed or CircuitBreakerState.Disabled or CircuitBreakerState.MetricsOnly => 0,
            _ => throw new System.Diagnostics.UnreachableException(),
        }),
    ];

    // A chart that draws "not known" as -1 draws a lie.
    private static IEnumerable<Measurement<double>> RateGauge(CircuitBreakerSnapshot now, float percent) =>
        percent < 0 ? [] : [Of(now, percent / 100d)];

    private static IEnumerable<Measurement<long>> BufferedGauges(CircuitBreakerSnapshot now) =>
    [
        Of(now, now.BufferedCalls - now.FailedCalls, (CircuitBreakerTags.Outcome, CircuitBreakerTags.Successful)),
        Of(now, now.FailedCalls, (CircuitBreakerTags.Outcome, CircuitBreakerTags.Failed)),
    ];

    private static IEnumerable<Measurement<long>> SlowGauges(CircuitBreakerSnapshot now) =>
    [
        Of(now, now.SlowCalls - now.SlowFailedCalls, (CircuitBreakerTags.Outcome, CircuitBreakerTags.Successful)),
        Of(now, now.SlowFailedCalls, (CircuitBreakerTags.Outcome, CircuitBreakerTags.Failed)),
    ];

    private static Measurement<T> Of<T>(CircuitBreakerSnapshot now, T value, params ReadOnlySpan<(string Key, string Value)> tags)
        where T : struct
    {
        var all = new KeyValuePair<string, object?>[tags.Length + 1];
        all[0] = new(CircuitBreakerTags.Name, now.Name);
        for (var index = 0; index < tags.Length; index++)
        {
            all[index + 1] = new(tags[index].Key, tags[index].Value);
        }

        return new Measurement<T>(value, all);
    }
}
