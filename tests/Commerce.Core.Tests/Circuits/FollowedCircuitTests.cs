using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.Core.Circuits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Polly;

namespace Commerce.Core.Tests.Circuits;

/// <summary>What a breaker tells the others, and how far it believes them.</summary>
public sealed class FollowedCircuitTests : IDisposable
{
    private const string Name = "pg";
    private static readonly TimeSpan OpenDuration = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _told = [];
    private readonly IHost _host;
    private readonly NamedCircuitBreaker _breaker;
    private readonly FollowedCircuit _circuit;
    private long _sequence;

    public FollowedCircuitTests()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging().AddMetrics().AddSingleton<TimeProvider>(_time);
        builder.AddCircuitBreaker(Name, settings => (settings.MinimumNumberOfCalls, settings.PermittedCallsInHalfOpen,
            settings.OpenDuration, settings.AutomaticHalfOpen, settings.FailureRateThreshold) = (4, 2, OpenDuration, true, 60));
        _host = builder.Build();
        _breaker = _host.Services.GetRequiredService<CircuitBreakerRegistry>().Get(Name);
        _circuit = new FollowedCircuit(_breaker, news => _told.Add($"{news.State}{(news.ByOperator ? " by operator" : "")}"), _time);
    }

    [Fact]
    public async Task What_its_own_calls_teach_it_it_tells()
    {
        await CallAsync(false, false, false, false);
        _time.Advance(OpenDuration);
        await CallAsync(true, true);

        Assert.Equal((CircuitBreakerState.Closed, "OPEN, CLOSED"), (_breaker.Breaker.State, string.Join(", ", _told)));
    }

    [Fact]
    public void What_it_hears_it_does_and_does_not_tell_again()
    {
        Hear("OPEN");
        Assert.Equal(CircuitBreakerState.Open, _breaker.Breaker.State);
        Hear("CLOSED");
        Assert.Equal(CircuitBreakerState.Closed, _breaker.Breaker.State);
        Assert.Empty(_told);
    }

    [Fact]
    public void It_hears_each_notice_once_and_its_own_not_at_all()
    {
        Hear("OPEN");
        _breaker.Breaker.TransitionTo(CircuitBreakerState.Closed);
        _sequence--;
        Hear("OPEN");
        Hear("OPEN", isOwn: true);

        Assert.Equal(CircuitBreakerState.Closed, _breaker.Breaker.State);
    }

    [Fact]
    public async Task Calls_of_its_own_that_go_well_count_for_more_than_what_it_hears()
    {
        await CallAsync(true, true, true, true);
        Hear("OPEN");

        Assert.Equal(CircuitBreakerState.Closed, _breaker.Breaker.State);
    }

    [Fact]
    public async Task Calls_of_its_own_that_go_badly_too_do_not()
    {
        await CallAsync(true, true, false, false);
        Hear("OPEN");

        Assert.Equal(CircuitBreakerState.Open, _breaker.Breaker.State);
    }

    [Fact]
    public async Task Trial_calls_that_have_just_gone_well_do_so_too_though_they_were_few()
    {
        await CallAsync(false, false, false, false);
        _time.Advance(OpenDuration);
        await CallAsync(true, true);
        Hear("OPEN");
        Assert.Equal(CircuitBreakerState.Closed, _breaker.Breaker.State);

        _time.Advance(OpenDuration);
        Hear("OPEN");
        Assert.Equal(CircuitBreakerState.Open, _breaker.Breaker.State);
    }

    [Fact]
    public async Task What_it_has_seen_itself_only_its_own_trial_calls_end()
    {
        await CallAsync(false, false, false, false);
        Hear("CLOSED");

        Assert.Equal(CircuitBreakerState.Open, _breaker.Breaker.State);
    }

    [Fact]
    public void While_it_tries_it_hears_nothing_but_the_operator()
    {
        Hear("OPEN");
        _time.Advance(OpenDuration);
        Hear("OPEN");
        Assert.Equal(CircuitBreakerState.HalfOpen, _breaker.Breaker.State);

        Hear("FORCED_OPEN", byOperator: true);
        Assert.Equal(CircuitBreakerState.ForcedOpen, _breaker.Breaker.State);
    }

    [Fact]
    public async Task An_operator_is_obeyed_whatever_it_has_seen_and_told_to_the_others()
    {
        await CallAsync(true, true, true, true);
        Hear("FORCED_OPEN", byOperator: true);
        Assert.Equal(CircuitBreakerState.ForcedOpen, _breaker.Breaker.State);
        Hear("CLOSED", byOperator: true);
        Assert.Equal((CircuitBreakerState.Closed, 0), (_breaker.Breaker.State, _told.Count));

        _breaker.Breaker.TransitionTo(CircuitBreakerState.ForcedOpen);
        _breaker.Breaker.Reset();
        Assert.Equal("FORCED_OPEN by operator, CLOSED by operator", string.Join(", ", _told.Distinct()));
    }

    [Fact]
    public void A_word_of_a_later_version_changes_nothing()
    {
        Hear("AJAR", byOperator: true);

        Assert.Equal(CircuitBreakerState.Closed, _breaker.Breaker.State);
    }

    public void Dispose()
    {
        _circuit.Dispose();
        _host.Dispose();
    }

    private void Hear(string state, bool byOperator = false, bool isOwn = false) => _circuit.Hear(
        new CircuitNotice
        {
            Circuit = Name,
            State = state,
            ByOperator = byOperator,
            Process = "other",
            Sequence = ++_sequence,
            ToldAt = _time.GetUtcNow(),
        },
        isOwn);

    private async Task CallAsync(params bool[] results)
    {
        var pipeline = new ResiliencePipelineBuilder<bool> { TimeProvider = _time }
            .AddSlidingWindowCircuitBreaker(
                _breaker.Breaker, new() { ShouldHandle = static call => new ValueTask<bool>(!call.Outcome.Result) })
            .Build();
        foreach (var result in results)
        {
            await pipeline.ExecuteAsync(_ => new ValueTask<bool>(result), TestContext.Current.CancellationToken);
        }
    }
}
