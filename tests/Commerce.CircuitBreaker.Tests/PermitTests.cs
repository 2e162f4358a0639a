using Commerce.CircuitBreaker.Tests.Replay;
using Polly;
using Polly.CircuitBreaker;

namespace Commerce.CircuitBreaker.Tests;

/// <summary>However a call ends, its permit is used up by a result or given back.</summary>
public sealed class PermitTests
{
    [Fact]
    public void The_callers_cancellation_counts_nothing_and_gives_the_permit_back()
    {
        var breaker = new SpecifiedBreaker(options => options.ShouldHandle = static _ => PredicateResult.True()).HalfOpened();

        for (var call = 0; call < 10; call++)
        {
            var started = breaker.Start();
            Assert.False(started.Refused);
            started.End("rel");
        }

        Assert.Equal((CircuitBreakerState.HalfOpen, 0), (breaker.State, breaker.Now.BufferedCalls));
    }

    [Fact]
    public void A_failure_is_a_failure_although_the_caller_has_given_up_meanwhile()
    {
        var breaker = new SpecifiedBreaker();
        using var caller = new CancellationTokenSource();

        Assert.Throws<RecordedException>(() => breaker.Pipeline.Execute(
            string (_) =>
            {
                caller.Cancel();
                throw new RecordedException();
            },
            caller.Token));

        Assert.Equal(1, breaker.Now.FailedCalls);
    }

    [Fact]
    public async Task A_call_that_was_cancelled_before_it_began_is_not_begun()
    {
        var breaker = new SpecifiedBreaker().HalfOpened();
        var begun = false;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await breaker.Pipeline.ExecuteAsync(
            _ =>
            {
                begun = true;
                return ValueTask.FromResult("ok");
            },
            new CancellationToken(canceled: true)));

        Assert.False(begun);
        Assert.Equal(5, Enumerable.Range(0, 7).Count(_ => !breaker.Start().Refused));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_predicate_that_throws_costs_no_permit(bool ignore, bool atOnce)
    {
        var breaker = new SpecifiedBreaker(options =>
        {
            Func<CircuitBreakerPredicateArguments<string>, ValueTask<bool>> broken = atOnce
                ? static args => args.Outcome.Result == "odd" ? throw new NotSupportedException() : new(args.Outcome.Exception is not null)
                : static async args =>
                {
                    await Task.Yield();
                    return args.Outcome.Result == "odd" ? throw new NotSupportedException() : args.Outcome.Exception is not null;
                };
            (options.ShouldIgnore, options.ShouldHandle) = ignore ? (broken, options.ShouldHandle) : (options.ShouldIgnore, broken);
        });
        breaker.Control.Open();
        breaker.Control.HalfOpen();

        for (var call = 0; call < 10; call++)
        {
            await Assert.ThrowsAsync<NotSupportedException>(async () =>
                await breaker.Pipeline.ExecuteAsync(static _ => ValueTask.FromResult("odd"), TestContext.Current.CancellationToken));
        }

        Assert.Equal(5, Enumerable.Range(0, 7).Count(_ => !breaker.Start().Refused));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_inner_strategy_that_throws_instead_of_answering_costs_no_permit(bool atOnce)
    {
        var options = SpecifiedBreaker.Numbers();
        options.StateProvider = new SlidingWindowCircuitBreakerStateProvider();
        var pipeline = new ResiliencePipelineBuilder<string>()
            .AddSlidingWindowCircuitBreaker(options)
            .AddStrategy(_ => new ThrowingStrategy(atOnce), new ThrowingOptions())
            .Build();

        await Assert.ThrowsAsync<InsufficientMemoryException>(async () =>
            await pipeline.ExecuteAsync(static _ => ValueTask.FromResult("ok"), TestContext.Current.CancellationToken));

        Assert.Equal(1, options.StateProvider.GetSnapshot()!.FailedCalls);
    }

    private sealed class ThrowingOptions : ResilienceStrategyOptions;

    private sealed class ThrowingStrategy(bool atOnce) : ResilienceStrategy<string>
    {
        protected override ValueTask<Outcome<string>> ExecuteCore<TState>(
            Func<ResilienceContext, TState, ValueTask<Outcome<string>>> callback, ResilienceContext context, TState state) =>
            atOnce ? throw new InsufficientMemoryException() : ThrowLaterAsync();

        private static async ValueTask<Outcome<string>> ThrowLaterAsync()
        {
            await Task.Yield();
            throw new InsufficientMemoryException();
        }
    }
}
