using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.CircuitBreaker.Tests.Replay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.CircuitBreaker.Tests.Named;

/// <summary>What metrics, traces and logs show of a breaker.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private const string Meter = "Commerce.Resilience";

    // Listeners hear the whole process, in which other tests have breakers at the same time.
    private const string Suffix = "-observed";
    private const string Circuit = "pg-payments-observed";
    private const string OtherCircuit = "pg-cancels-observed";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
    private IHost _host = null!;
    private SlidingWindowCircuitBreaker _breaker = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(_time).AddFakeLogging();
        builder.AddSampleBreakers(Suffix);
        _host = builder.Build();
        await _host.StartAsync(TestContext.Current.CancellationToken);
        _breaker = _host.Services.GetRequiredService<CircuitBreakerRegistry>().Get(Circuit).Breaker;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(TestContext.Current.CancellationToken);
        _host.Dispose();
    }

    [Fact]
    public void Every_state_of_every_breaker_has_its_gauge_from_the_start()
    {
        Assert.Equal(18, States().Count);
        Assert.Equal("closed", Assert.Single(States(), state => state is { Circuit: Circuit, Value: 1 }).State);

        _breaker.TransitionTo(CircuitBreakerState.Open);

        Assert.Equal(18, States().Count);
        Assert.Equal("open", Assert.Single(States(), state => state is { Circuit: Circuit, Value: 1 }).State);
        Assert.Equal("closed", Assert.Single(States(), state => state is { Circuit: OtherCircuit, Value: 1 }).State);
    }

    [Fact]
    public async Task Gauges_are_there_before_anybody_asks_for_a_breaker()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddSampleBreakers();
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        using var states = new MetricCollector<int>(host.Services.GetRequiredService<IMeterFactory>(), Meter, "circuit_breaker.state");
        states.RecordObservableInstruments();

        Assert.Equal(18, states.GetMeasurementSnapshot().Count);
    }

    [Theory]
    [InlineData(CircuitBreakerState.Closed, 0)]
    [InlineData(CircuitBreakerState.HalfOpen, 1)]
    [InlineData(CircuitBreakerState.Open, 2)]
    [InlineData(CircuitBreakerState.ForcedOpen, 2)]
    [InlineData(CircuitBreakerState.Disabled, 0)]
    [InlineData(CircuitBreakerState.MetricsOnly, 0)]
    public void The_sum_over_all_breakers_tells_whether_one_refuses_calls(CircuitBreakerState state, int openness)
    {
        if (state == CircuitBreakerState.HalfOpen)
        {
            _breaker.TransitionTo(CircuitBreakerState.Open);
        }

        _breaker.TransitionTo(state);

        Assert.Equal(openness, Gauge<int>("circuit_breaker.openness"));
        using var all = Collect<int>("circuit_breaker.openness");
        all.RecordObservableInstruments();
        Assert.Equal(3, all.GetMeasurementSnapshot().Count);
        Assert.Equal(openness, all.GetMeasurementSnapshot().Sum(m => m.Value));
    }

    [Theory]
    [InlineData("circuit_breaker.failure_rate")]
    [InlineData("circuit_breaker.slow_call_rate")]
    public void A_rate_that_is_not_known_is_not_measured(string rate)
    {
        Call(19, failed: true, TimeSpan.Zero);
        using var rates = Collect<double>(rate);
        rates.RecordObservableInstruments();
        Assert.Empty(rates.GetMeasurementSnapshot());

        Call(1, failed: true, TimeSpan.Zero);
        _breaker.TransitionTo(CircuitBreakerState.HalfOpen);
        rates.RecordObservableInstruments();
        Assert.Empty(rates.GetMeasurementSnapshot());
    }

    [Fact]
    public void Rates_and_counts_are_those_of_the_window()
    {
        Call(11, failed: true, TimeSpan.Zero);
        Call(8, failed: false, TimeSpan.FromMilliseconds(2_001));
        Call(1, failed: true, TimeSpan.FromMilliseconds(2_001));

        Assert.Equal(0.6, Gauge<double>("circuit_breaker.failure_rate"), tolerance: 1e-6);
        Assert.Equal(0.45, Gauge<double>("circuit_breaker.slow_call_rate"), tolerance: 1e-6);
        Assert.Equal(12, Gauge<long>("circuit_breaker.buffered_calls", "failed"));
        Assert.Equal(8, Gauge<long>("circuit_breaker.buffered_calls", "successful"));
        Assert.Equal(1, Gauge<long>("circuit_breaker.slow_calls", "failed"));
        Assert.Equal(8, Gauge<long>("circuit_breaker.slow_calls", "successful"));
    }

    [Fact]
    public void Calls_and_refusals_are_counted_for_ever()
    {
        using var durations = Collect<double>("circuit_breaker.call.duration");
        using var refusals = Collect<long>("circuit_breaker.not_permitted_calls");
        Call(1, failed: false, TimeSpan.FromSeconds(1.5));
        Call(1, failed: true, TimeSpan.FromSeconds(2));
        _breaker.Fail(new IgnoredException());
        _breaker.TransitionTo(CircuitBreakerState.Open);
        _breaker.BeRefused(times: 2);

        Assert.Equal(
            [(1.5, "successful"), (2d, "failed"), (0d, "ignored")],
            durations.GetMeasurementSnapshot().Select(m => (m.Value, (string)m.Tags["circuit_breaker.call.outcome"]!)));
        Assert.Equal(2, refusals.GetMeasurementSnapshot().EvaluateAsCounter());
        Assert.Equal(Circuit, refusals.LastMeasurement!.Tags["circuit_breaker.name"]);
    }

    [Fact]
    public void Each_transition_is_one_log_line()
    {
        Call(20, failed: true, TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(10));

        var lines = _host.Services.GetFakeLogCollector().GetSnapshot()
            .Where(line => line.Message.Contains(Circuit, StringComparison.Ordinal));

        Assert.Equal(
            [
                (LogLevel.Warning, $"Circuit breaker {Circuit} went from CLOSED to OPEN (failure rate 100 %, slow-call rate 0 %, 20 calls)"),
                (LogLevel.Information, $"Circuit breaker {Circuit} went from OPEN to HALF_OPEN (failure rate -1 %, slow-call rate -1 %, 0 calls)"),
            ],
            lines.Select(line => (line.Level, line.Message)));
    }

    [Fact]
    public void A_transition_is_an_event_on_the_span_of_the_call_that_caused_it()
    {
        using var source = new ActivitySource("Commerce.Tests." + nameof(A_transition_is_an_event_on_the_span_of_the_call_that_caused_it));
        ConcurrentQueue<Activity> others = [];
        using var listener = Listen(source.Name, _ => { });
        using var ownSpans = Listen(Meter, others.Enqueue);
        using var call = source.StartActivity("call")!;
        Call(20, failed: true, TimeSpan.Zero);

        Assert.DoesNotContain(others, span => span.TraceId == call.TraceId);
        var transition = Assert.Single(call.Events);
        Assert.Equal("circuit_breaker.transition", transition.Name);
        Assert.Equal(
            [Circuit, "closed", "open"],
            transition.Tags.Select(tag => (string)tag.Value!));
    }

    [Fact]
    public void A_transition_by_a_timer_has_a_span_of_its_own()
    {
        ConcurrentQueue<Activity> spans = [];
        using var listener = Listen(Meter, spans.Enqueue);
        Call(20, failed: true, TimeSpan.Zero);

        _time.Advance(TimeSpan.FromSeconds(10));

        var span = Assert.Single(spans, span => Tells(span, Circuit) && Tells(span, "half_open"));
        Assert.Equal("circuit_breaker.transition", span.OperationName);
    }

    private static bool Tells(Activity span, string value) => span.Events.Any(happened => happened.Tags.Any(tag => Equals(tag.Value, value)));

    private void Call(int times, bool failed, TimeSpan takes)
    {
        for (; times > 0; times--)
        {
            if (failed)
            {
                _breaker.Fail(new RecordedException(), () => _time.Advance(takes));
            }
            else
            {
                _breaker.Succeed(() => _time.Advance(takes));
            }
        }
    }

    private List<(string Circuit, string State, int Value)> States()
    {
        using var states = Collect<int>("circuit_breaker.state");
        states.RecordObservableInstruments();
        return
        [
            .. states.GetMeasurementSnapshot()
                .Select(m => ((string)m.Tags["circuit_breaker.name"]!, (string)m.Tags["circuit_breaker.state"]!, m.Value)),
        ];
    }

    private T Gauge<T>(string instrument, string? outcome = null)
        where T : struct
    {
        using var gauges = Collect<T>(instrument);
        gauges.RecordObservableInstruments();
        return Assert.Single(
            gauges.GetMeasurementSnapshot(),
            m => Equals(m.Tags["circuit_breaker.name"], Circuit)
                && (outcome is null || Equals(m.Tags["circuit_breaker.call.outcome"], outcome))).Value;
    }

    private MetricCollector<T> Collect<T>(string instrument)
        where T : struct => new(_host.Services.GetRequiredService<IMeterFactory>(), Meter, instrument);

    private static ActivityListener Listen(string source, Action<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
