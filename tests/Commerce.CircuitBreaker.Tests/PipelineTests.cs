using Polly;
using Polly.CircuitBreaker;
using Polly.Testing;

namespace Commerce.CircuitBreaker.Tests;

/// <summary>The breaker as a citizen of Polly's pipelines.</summary>
public sealed class PipelineTests
{
    [Fact]
    public void It_is_one_reactive_strategy_with_its_options()
    {
        var breaker = new SpecifiedBreaker();

        var strategy = Assert.Single(breaker.Pipeline.GetPipelineDescriptor().Strategies);

        Assert.Same(breaker.Options, strategy.Options);
        Assert.Equal("pg", strategy.Options!.Name);
    }

    [Fact]
    public async Task It_guards_results_of_any_type_in_an_untyped_pipeline()
    {
        var control = new SlidingWindowCircuitBreakerManualControl();
        var pipeline = new ResiliencePipelineBuilder()
            .AddSlidingWindowCircuitBreaker(new SlidingWindowCircuitBreakerStrategyOptions { ManualControl = control })
            .Build();
        Assert.Equal(3, await pipeline.ExecuteAsync(static _ => ValueTask.FromResult(3), TestContext.Current.CancellationToken));
        Assert.Equal("three", pipeline.Execute(static () => "three"));

        control.Isolate();

        Assert.Throws<CallNotPermittedException>(() => pipeline.Execute(static () => 3));
        Assert.Throws<CallNotPermittedException>(() => pipeline.Execute(static () => { }));
    }

    [Fact]
    public void Handlers_of_Pollys_exception_catch_ours()
    {
        var breaker = new SpecifiedBreaker();
        breaker.Control.Open();

        Assert.ThrowsAny<BrokenCircuitException>(() => breaker.Pipeline.Execute(static () => "ok"));
        var fallback = new ResiliencePipelineBuilder<string>()
            .AddFallback(new()
            {
                ShouldHandle = new PredicateBuilder<string>().Handle<BrokenCircuitException>(),
                FallbackAction = _ => Outcome.FromResultAsValueTask("instead"),
            })
            .AddPipeline(breaker.Pipeline)
            .Build();
        Assert.Equal("instead", fallback.Execute(static () => "ok"));
    }

    [Fact]
    public void A_predicate_builder_of_Polly_fits()
    {
        var breaker = new SpecifiedBreaker(options =>
            options.ShouldHandle = new PredicateBuilder<string>().HandleResult("bad").Handle<TimeoutException>());
        Assert.Equal("bad", breaker.Pipeline.Execute(static () => "bad"));
        breaker.Fail();

        Assert.Equal((2, 1), (breaker.Now.BufferedCalls, breaker.Now.FailedCalls));
    }

    [Fact]
    public void By_default_every_exception_is_recorded_but_a_cancellation_by_nobody_is_a_success()
    {
        var breaker = new SpecifiedBreaker();
        breaker.Fail();
        Assert.Throws<OperationCanceledException>(
            () => breaker.Pipeline.Execute(static string () => throw new OperationCanceledException()));

        Assert.Equal((2, 1), (breaker.Now.BufferedCalls, breaker.Now.FailedCalls));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Predicates_may_take_their_time(bool callEndsAtOnce)
    {
        var breaker = new SpecifiedBreaker(options =>
        {
            options.ShouldIgnore = static async args =>
            {
                await Task.Yield();
                return args.Outcome.Result == "ignored";
            };
            options.ShouldHandle = static async args =>
            {
                await Task.Yield();
                return args.Outcome.Result == "bad";
            };
        });

        foreach (var result in (string[])["ok", "bad", "ignored"])
        {
            await breaker.Pipeline.ExecuteAsync(
                async _ =>
                {
                    if (!callEndsAtOnce)
                    {
                        await Task.Yield();
                    }

                    return result;
                },
                TestContext.Current.CancellationToken);
        }

        Assert.Equal((2, 1), (breaker.Now.BufferedCalls, breaker.Now.FailedCalls));
    }

    [Fact]
    public void A_call_through_a_closed_breaker_allocates_nothing()
    {
        var breaker = new SpecifiedBreaker();
        var context = ResilienceContextPool.Shared.Get(TestContext.Current.CancellationToken);
        // What the runtime allocates while it compiles the loop anew falls into one round; what a call allocates, into each.
        var least = Enumerable.Range(0, 5).Min(_ => AllocatedBy(10_000));

        Assert.Equal(0, least);

        long AllocatedBy(int times)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Call(times);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Call(int times)
        {
            for (; times > 0; times--)
            {
                var outcome = breaker.Pipeline.ExecuteOutcomeAsync(
                    static (_, answer) => Outcome.FromResultAsValueTask(answer), context, "ok");
                if (!outcome.IsCompletedSuccessfully)
                {
                    throw new InvalidOperationException("Nothing in here is asynchronous.");
                }
            }
        }
    }
}
