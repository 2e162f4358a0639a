using Polly;
using Polly.Telemetry;

namespace Commerce.CircuitBreaker.Engine;

/// <summary>What one strategy reports to: its pipeline's telemetry and the handlers in its options.</summary>
internal sealed class StrategyObservers<TResult> : IDisposable
{
    private readonly SlidingWindowCircuitBreaker _breaker;
    private readonly SlidingWindowCircuitBreakerStrategyOptions<TResult> _options;
    private readonly ResilienceStrategyTelemetry _telemetry;
    private readonly List<IDisposable> _subscriptions = [];
    private Task _lastHandler = Task.CompletedTask;

    public StrategyObservers(
        SlidingWindowCircuitBreaker breaker,
        SlidingWindowCircuitBreakerStrategyOptions<TResult> options,
        ResilienceStrategyTelemetry telemetry)
    {
        (_breaker, _options, _telemetry) = (breaker, options, telemetry);
        breaker.ObserverFailed += ReportFailure;
        _subscriptions.Add(breaker.Subscribe(CircuitBreakerEventTypes.Changes, Report));
        _subscriptions.Add(breaker.Subscribe(CircuitBreakerEventTypes.StateTransition, CallHandler));
        if (options.OnEvent is { } onEvent)
        {
            _subscriptions.Add(breaker.Subscribe(CircuitBreakerEventTypes.All, onEvent));
        }
    }

    public void Dispose()
    {
        _breaker.ObserverFailed -= ReportFailure;
        _options.ManualControl?.Detach(_breaker);
        _subscriptions.ForEach(subscription => subscription.Dispose());
    }

    private void Report(CircuitBreakerEvent happened) => Report(TelemetryEvents.For(happened), happened);

    private void ReportFailure(Exception exception) => Report(TelemetryEvents.ObserverFailed, exception);

    private void Report<TArgs>(ResilienceEvent resilienceEvent, TArgs arguments)
    {
        // Changes come from timers and operators too, so there is no call whose context could be used.
        var context = ResilienceContextPool.Shared.Get();
        _telemetry.Report(resilienceEvent, context, arguments);
        ResilienceContextPool.Shared.Return(context);
    }

    private void CallHandler(CircuitBreakerEvent happened)
    {
        var handler = happened.State switch
        {
            CircuitBreakerState.Open or CircuitBreakerState.ForcedOpen => _options.OnOpened,
            CircuitBreakerState.HalfOpen => _options.OnHalfOpened,
            CircuitBreakerState.Closed => _options.OnClosed,
            _ => null,
        };
        if (handler is not null)
        {
            // One at a time: transitions are published in order, and so a handler starts when the one before it is done.
            _lastHandler = CallAfterAsync(_lastHandler, handler, happened);
        }
    }

    private async Task CallAfterAsync(Task before, Func<CircuitBreakerEvent, ValueTask> handler, CircuitBreakerEvent happened)
    {
        await before;
        try
        {
            await handler(happened);
        }
        catch (Exception e)
        {
            ReportFailure(e);
        }
    }
}
