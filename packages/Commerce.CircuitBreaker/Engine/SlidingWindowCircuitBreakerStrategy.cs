using System.Runtime.CompilerServices;
using Polly;
using Polly.Telemetry;

namespace Commerce.CircuitBreaker.Engine;

/// <summary>
/// The breaker as a Polly strategy: asks permission, runs the call, classifies the outcome. Every path ends the admission, once.
/// </summary>
internal sealed class SlidingWindowCircuitBreakerStrategy<TResult>(
    SlidingWindowCircuitBreaker breaker,
    SlidingWindowCircuitBreakerStrategyOptions<TResult> options,
    ResilienceStrategyTelemetry telemetry) : ResilienceStrategy<TResult>, IDisposable
{
    private readonly CallPermissions _permissions = breaker.Permissions;
    private readonly OutcomeClassifier<TResult> _classifier = new(options);
    private readonly CallNotPermittedExceptionFactory _exceptions = new(breaker.Name, telemetry);
    private readonly List<IDisposable> _disposables = [];

    /// <summary>Has something disposed of together with the strategy.</summary>
    public void OnDispose(IDisposable disposable) => _disposables.Add(disposable);

    public void Dispose() => _disposables.ForEach(disposable => disposable.Dispose());

    protected override ValueTask<Outcome<TResult>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        if (_permissions.TryAcquire(out var admission) is { } refusedBy)
        {
            return Of(_exceptions.Create(refusedBy, admission.StartedAt));
        }

        var call = Start(callback, context, state);
        if (!call.IsCompletedSuccessfully)
        {
            return EndLaterAsync(call, admission, context);
        }

        // A call that ends at once needs no state machine, and allocates nothing.
        var outcome = call.Result;
        var kind = _classifier.ClassifyAsync(outcome, context);
        if (!kind.IsCompletedSuccessfully)
        {
            return EndLaterAsync(kind, outcome, admission, context);
        }

        End(admission, kind.Result, outcome);
        return new ValueTask<Outcome<TResult>>(outcome);
    }

    // An inner strategy should return its exceptions. One that throws them must not cost a permit.
    private static ValueTask<Outcome<TResult>> Start<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        try
        {
            return callback(context, state);
        }
        catch (Exception e)
        {
            return Of(e);
        }
    }

    // Pooled: Polly awaits what a strategy returns exactly once, and so the box of this state machine can be used again.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome<TResult>> EndLaterAsync(
        ValueTask<Outcome<TResult>> call, Admission admission, ResilienceContext context)
    {
        Outcome<TResult> outcome;
        try
        {
            outcome = await call.ConfigureAwait(context.ContinueOnCapturedContext);
        }
        catch (Exception e)
        {
            outcome = Outcome.FromException<TResult>(e);
        }

        var kind = _classifier.ClassifyAsync(outcome, context);
        if (!kind.IsCompletedSuccessfully)
        {
            return await EndLaterAsync(kind, outcome, admission, context).ConfigureAwait(context.ContinueOnCapturedContext);
        }

        End(admission, kind.Result, outcome);
        return outcome;
    }

    private async ValueTask<Outcome<TResult>> EndLaterAsync(
        ValueTask<OutcomeKind> classifying, Outcome<TResult> outcome, Admission admission, ResilienceContext context)
    {
        OutcomeKind kind;
        try
        {
            kind = await classifying.ConfigureAwait(context.ContinueOnCapturedContext);
        }
        catch
        {
            // The predicate's fault is the caller's to see; the permit is not to be lost over it.
            _permissions.Release(admission);
            throw;
        }

        End(admission, kind, outcome);
        return outcome;
    }

    private void End(in Admission admission, OutcomeKind kind, in Outcome<TResult> outcome)
    {
        switch (kind)
        {
            case OutcomeKind.Cancelled:
                _permissions.Release(admission);
                break;
            case OutcomeKind.Ignored:
                _permissions.Ignore(admission, outcome.Exception);
                break;
            default:
                _permissions.Record(admission, kind == OutcomeKind.Failure, outcome.Exception);
                break;
        }
    }

    private static ValueTask<Outcome<TResult>> Of(Exception exception) => new(Outcome.FromException<TResult>(exception));
}
