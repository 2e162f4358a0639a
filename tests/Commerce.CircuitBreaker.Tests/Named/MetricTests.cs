using System.Diagnostics.Metrics;
using Commerce.CircuitBreaker.Tests.Replay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;

namespace Commerce.CircuitBreaker.Tests.Named;

/// <summary>What metrics show of a breaker.</summary>
public sealed class MetricTests : IAsyncLifetime
{
    private const string Suffix = "-measured";
    private const string Circuit = "pg-payments" + Suffix;
    private const string OtherCircuit = "pg-cancels" + Suffix;

    private ObservedBreaker _observed = null!;

    public async ValueTask InitializeAsync() => _observed = await ObservedBreaker.StartAsync(Suffix);

    public ValueTask DisposeAsync() => _observed.DisposeAsync();

    [Fact]
    public void Every_state_of_every_breaker_has_its_gauge_from_the_start()
    {
        Assert.Equal(18, States().Count);
        Assert.Equal("closed", Assert.Single(States(), state => state is { Circuit: Circuit, Value: 1 }).State);

        _observed.Breaker.TransitionTo(CircuitBreakerState.Open);

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

        using var states = new MetricCollector<int>(
            host.Services.GetRequiredService<IMeterFactory>(), ObservedBreaker.Meter, "circuit_breaker.state");
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
            _observed.Breaker.TransitionTo(CircuitBreakerState.Open);
        }

        _observed.Breaker.TransitionTo(state);

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
        _observed.Call(19, failed: true, TimeSpan.Zero);
        using var rates = Collect<double>(rate);
        rates.RecordObservableInstruments();
        Assert.Empty(rates.GetMeasurementSnapshot());

        _observed.Call(1, failed: true, TimeSpan.Zero);
        _observed.Breaker.TransitionTo(CircuitBreakerState.HalfOpen);
        rates.RecordObservableInstruments();
        Assert.Empty(rates.GetMeasurementSnapshot());
    }

    [Fact]
    public void Rates_and_counts_are_those_of_the_window()
    {
        _observed.Call(11, failed: true, TimeSpan.Zero);
        _observed.Call(8, failed: false, TimeSpan.FromMilliseconds(2_001));
        _observed.Call(1, failed: true, TimeSpan.FromMilliseconds(2_001));

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
        _observed.Call(1, failed: false, TimeSpan.FromSeconds(1.5));
        _observed.Call(1, failed: true, TimeSpan.FromSeconds(2));
        _observed.Breaker.Fail(new IgnoredException());
        _observed.Breaker.TransitionTo(CircuitBreakerState.Open);
        _observed.Breaker.BeRefused(times: 2);

        Assert.Equal(
            [(1.5, "successful"), (2d, "failed"), (0d, "ignored")],
            durations.GetMeasurementSnapshot().Select(m => (m.Value, (string)m.Tags["circuit_breaker.call.outcome"]!)));
        Assert.Equal(2, refusals.GetMeasurementSnapshot().EvaluateAsCounter());
        Assert.Equal(Circuit, refusals.LastMeasurement!.Tags["circuit_breaker.name"]);
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
        where T : struct => new(_observed.Services.GetRequiredService<IMeterFactory>(), ObservedBreaker.Meter, instrument);
}
