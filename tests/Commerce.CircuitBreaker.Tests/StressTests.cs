using Commerce.CircuitBreaker.Tests.Replay;

namespace Commerce.CircuitBreaker.Tests;

/// <summary>Many threads at one breaker. What is asserted holds for every interleaving.</summary>
public sealed class StressTests
{
    [Fact]
    public void Trial_calls_in_flight_never_exceed_the_permits_and_no_permit_is_lost()
    {
        var breaker = new SpecifiedBreaker().HalfOpened();
        var (inFlight, most, through) = (0, 0, 0);

        ManyThreads.Do(10_000, (thread, call) =>
        {
            // Every way to end a call without a result: ignored, cancelled, and a predicate that breaks.
            using var caller = new CancellationTokenSource();
            try
            {
                breaker.Pipeline.Execute(string (_) =>
                {
                    InterlockedMax(ref most, Interlocked.Increment(ref inFlight));
                    Interlocked.Increment(ref through);
                    Thread.Yield();
                    Interlocked.Decrement(ref inFlight);
                    if (call % 2 == 0)
                    {
                        throw new IgnoredException();
                    }

                    caller.Cancel();
                    throw new OperationCanceledException(caller.Token);
                }, caller.Token);
            }
            catch (Exception e) when (e is CallNotPermittedException or IgnoredException or OperationCanceledException)
            {
                return;
            }
        });

        Assert.InRange(most, 1, 5);
        Assert.True(through > 100);
        Assert.Equal(CircuitBreakerState.HalfOpen, breaker.State);
        var trials = Enumerable.Range(0, 7).Select(_ => breaker.Start()).ToList();
        Assert.Equal(5, trials.Count(trial => !trial.Refused));
    }

    [Fact]
    public void Each_half_open_lets_exactly_its_permits_through()
    {
        var halfOpens = 0;
        var breaker = new SpecifiedBreaker(options => options.OnHalfOpened = _ =>
        {
            Interlocked.Increment(ref halfOpens);
            return ValueTask.CompletedTask;
        }).HalfOpened();
        var through = 0;

        ManyThreads.Do(10_000, (thread, call) =>
        {
            try
            {
                breaker.Pipeline.Execute(string () =>
                {
                    Interlocked.Increment(ref through);
                    throw new RecordedException();
                });
            }
            catch (RecordedException)
            {
                return;
            }
            catch (CallNotPermittedException) when (thread == 0)
            {
                breaker.Time.Advance(TimeSpan.FromSeconds(10));
            }
            catch (CallNotPermittedException)
            {
                return;
            }
        });
        if (breaker.State == CircuitBreakerState.HalfOpen)
        {
            halfOpens--;
            through -= (int)breaker.Now.BufferedCalls;
        }

        Assert.True(halfOpens > 100, $"only {halfOpens} half-opens");
        Assert.Equal(5 * halfOpens, through);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_result_is_lost(bool inFlight)
    {
        var breaker = new SpecifiedBreaker(options =>
        {
            options.MinimumNumberOfCalls = int.MaxValue;
            options.CountSlowCallsInFlight = inFlight;
        });

        ManyThreads.Do(10_000, (thread, call) =>
        {
            if (call % 4 == 0)
            {
                breaker.Fail();
            }
            else
            {
                breaker.Succeed();
            }
        });

        Assert.Equal((ManyThreads.Count * 10_000, ManyThreads.Count * 2_500), (breaker.Now.BufferedCalls, breaker.Now.FailedCalls));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
