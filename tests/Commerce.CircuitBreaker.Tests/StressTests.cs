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

    [Fact]
    public async Task Every_admission_is_ended_whatever_the_threads_the_clock_and_the_operator_do()
    {
        var transitions = new List<(CircuitBreakerState From, CircuitBreakerState To)>();
        var breaker = new SpecifiedBreaker(options =>
        {
            (options.MinimumNumberOfCalls, options.CountSlowCallsInFlight) = (3, true);
            options.OnEvent = happened =>
            {
                if (happened.PreviousState != happened.State)
                {
                    transitions.Add((happened.PreviousState, happened.State));
                }
            };
        });
        var states = Enum.GetValues<CircuitBreakerState>();

        await Task.WhenAll(Enumerable.Range(0, ManyThreads.Count).Select(thread => Task.Run(async () =>
        {
            for (var call = 0; call < 5_000; call++)
            {
                await CallAsync(breaker, thread + call);
                if (call % 50 == thread)
                {
                    breaker.Time.Advance(TimeSpan.FromMilliseconds(700));
                }

                if (call % 97 == 0)
                {
                    TryMove(breaker, states[(call / 97 + thread) % states.Length]);
                }
            }
        }, TestContext.Current.CancellationToken)));

        // Told one at a time and in order, whichever threads made them.
        Assert.All(transitions.Zip(transitions.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.True(transitions.Count > 100);
        breaker.Control.Isolate();
        breaker.Control.HalfOpen();
        Assert.Equal(5, Enumerable.Range(0, 7).Count(_ => !breaker.Start().Refused));
    }

    private static async Task CallAsync(SpecifiedBreaker breaker, int how)
    {
        using var caller = new CancellationTokenSource();
        try
        {
            await breaker.Pipeline.ExecuteAsync(
                async ct =>
                {
                    await Task.Yield();
                    switch (how % 5)
                    {
                        case 0:
                            throw new RecordedException();
                        case 1:
                            throw new IgnoredException();
                        case 2:
                            await caller.CancelAsync();
                            ct.ThrowIfCancellationRequested();
                            break;
                        default:
                            break;
                    }

                    return "ok";
                },
                caller.Token);
        }
        catch (Exception e) when (e is RecordedException or IgnoredException or OperationCanceledException or CallNotPermittedException)
        {
            return;
        }
    }

    private static void TryMove(SpecifiedBreaker breaker, CircuitBreakerState state)
    {
        try
        {
            Action move = state switch
            {
                CircuitBreakerState.Open => breaker.Control.Open,
                CircuitBreakerState.HalfOpen => breaker.Control.HalfOpen,
                CircuitBreakerState.Disabled => breaker.Control.Disable,
                CircuitBreakerState.ForcedOpen => breaker.Control.Isolate,
                CircuitBreakerState.MetricsOnly => breaker.Control.MetricsOnly,
                _ => breaker.Control.Reset,
            };
            move();
        }
        catch (InvalidOperationException)
        {
            Assert.True(state is CircuitBreakerState.HalfOpen or CircuitBreakerState.Open);
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
