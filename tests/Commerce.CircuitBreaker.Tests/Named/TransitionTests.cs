using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Commerce.CircuitBreaker.Tests.Named;

/// <summary>What logs and traces show of a breaker that changes its state.</summary>
public sealed class TransitionTests : IAsyncLifetime
{
    private const string Suffix = "-traced";
    private const string Circuit = "pg-payments" + Suffix;

    private ObservedBreaker _observed = null!;

    public async ValueTask InitializeAsync() => _observed = await ObservedBreaker.StartAsync(Suffix);

    public ValueTask DisposeAsync() => _observed.DisposeAsync();

    [Fact]
    public void Each_transition_is_one_log_line()
    {
        _observed.Call(20, failed: true, TimeSpan.Zero);
        _observed.Time.Advance(TimeSpan.FromSeconds(10));

        var lines = _observed.Services.GetFakeLogCollector().GetSnapshot()
            .Where(line => line.Message.Contains(Circuit, StringComparison.Ordinal));

        Assert.Equal(
            [
                (LogLevel.Warning,
                    $"Circuit breaker {Circuit} went from CLOSED to OPEN (failure rate 100 %, slow-call rate 0 %, 20 calls)"),
                (LogLevel.Information,
                    $"Circuit breaker {Circuit} went from OPEN to HALF_OPEN (failure rate -1 %, slow-call rate -1 %, 0 calls)"),
            ],
            lines.Select(line => (line.Level, line.Message)));
    }

    [Fact]
    public void A_transition_is_an_event_on_the_span_of_the_call_that_caused_it()
    {
        using var source = new ActivitySource("Commerce.Tests." + nameof(A_transition_is_an_event_on_the_span_of_the_call_that_caused_it));
        ConcurrentQueue<Activity> others = [];
        using var listener = Listen(source.Name, _ => { });
        using var ownSpans = Listen(ObservedBreaker.Meter, others.Enqueue);
        using var call = source.StartActivity("call")!;
        _observed.Call(20, failed: true, TimeSpan.Zero);

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
        using var listener = Listen(ObservedBreaker.Meter, spans.Enqueue);
        _observed.Call(20, failed: true, TimeSpan.Zero);

        _observed.Time.Advance(TimeSpan.FromSeconds(10));

        var span = Assert.Single(spans, span => Tells(span, Circuit) && Tells(span, "half_open"));
        Assert.Equal("circuit_breaker.transition", span.OperationName);
    }

    private static bool Tells(Activity span, string value) => span.Events.Any(
        happened => happened.Tags.Any(tag => Equals(tag.Value, value)));

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
