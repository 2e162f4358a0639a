using Commerce.CircuitBreaker.Tests.Replay;
using Polly;
using Polly.Telemetry;

namespace Commerce.CircuitBreaker.Tests;

/// <summary>What Polly's own telemetry hears of a breaker.</summary>
public sealed class PollyTelemetryTests
{
    [Fact]
    public void Observers_that_throw_reach_telemetry_and_nobody_else()
    {
        var telemetry = new EventNames();
        var options = SpecifiedBreaker.Numbers();
        options.StateProvider = new SlidingWindowCircuitBreakerStateProvider();
        options.OnEvent = _ => throw new NotSupportedException();
        options.OnOpened = _ => throw new NotSupportedException();
        var pipeline = new ResiliencePipelineBuilder<string> { TelemetryListener = telemetry }.AddSlidingWindowCircuitBreaker(options)
            .Build();

        for (var call = 0; call < 20; call++)
        {
            Assert.Throws<RecordedException>(() => pipeline.Execute(static string () => throw new RecordedException()));
        }

        Assert.Throws<CallNotPermittedException>(() => pipeline.Execute(static () => "ok"));
        Assert.Equal((CircuitBreakerState.Open, 20), (options.StateProvider.State, options.StateProvider.GetSnapshot()!.FailedCalls));
        Assert.Equal(24, telemetry.Names.Count(name => name == "OnCircuitObserverFailed"));
    }

    [Fact]
    public void Pollys_telemetry_knows_every_change_and_no_single_call()
    {
        var telemetry = new EventNames();
        var options = SpecifiedBreaker.Numbers();
        var control = options.ManualControl = new SlidingWindowCircuitBreakerManualControl();
        var pipeline = new ResiliencePipelineBuilder<string> { TelemetryListener = telemetry }.AddSlidingWindowCircuitBreaker(options)
            .Build();

        for (var call = 0; call < 20; call++)
        {
            Assert.Throws<RecordedException>(() => pipeline.Execute(static string () => throw new RecordedException()));
        }

        control.HalfOpen();
        control.Isolate();
        control.Disable();
        control.MetricsOnly();
        control.Reset();

        Assert.Equal(
            [
                "Warning OnCircuitFailureRateExceeded", "Error OnCircuitOpened", "Warning OnCircuitHalfOpened", "Error OnCircuitForcedOpen",
                "Warning OnCircuitDisabled", "Warning OnCircuitMetricsOnly", "Information OnCircuitClosed", "Information OnCircuitReset",
            ],
            telemetry.Events);
    }

    private sealed class EventNames : TelemetryListener
    {
        public List<string> Events { get; } = [];

        public IEnumerable<string> Names => Events.Select(text => text.Split(' ')[1]);

        public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
        {
            if (args.Event.EventName.StartsWith("OnCircuit", StringComparison.Ordinal))
            {
                Events.Add($"{args.Event.Severity} {args.Event.EventName}");
            }
        }
    }
}
