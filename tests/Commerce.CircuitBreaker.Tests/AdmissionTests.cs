using Commerce.CircuitBreaker.Tests.Replay;

namespace Commerce.CircuitBreaker.Tests;

/// <summary>Whoever was let in is counted out, whatever happens to the breaker meanwhile.</summary>
public sealed class AdmissionTests
{
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
}
