using System.Runtime.CompilerServices;
using Polly;
using Polly.Telemetry;

namespace Commerce.CircuitBreaker.Engine;

/// <summary>
/// The breaker as a Polly strategy: asks permission, runs the call, judges the outcome. Every path ends the admission, once.
/// </summary>
internal sealed class SlidingWindowCircuitBreakerStrategy<TResult>(
    SlidingWindowCircuitBreaker breaker,
    SlidingWindowCircuitBreakerStrategyOptions<TResult> options,
    ResilienceStrategyTelemetry telemetry) : ResilienceStrategy<TResult>, IDisposable
{
    private readonly CallGate _gate = breaker.Gate;
    private readonly OutcomeJudge<TResult> _judge = new(options);
    private readonly Refusals _refusals = new(breaker.Name, telemetry);
    private readonly List<IDisposable> _disposables = [];

    /// <summary>Has something disposed of together with the strategy.</summary>
    public void OnDispose(IDisposable disposable) => _disposables.Add(disposable);

    public void Dispose() => _disposables.ForEach(disposable => disposable.Dispose());

    protected override ValueTask<Outcome<TResult>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        if (_gate.Ask(out var admission) is { } refusedBy)
        {
            return Of(_refusals.By(refusedBy, admission.StartedAt));
        }

        var call = Start(callback, context, state);
        if (!call.IsCompletedSuccessfully)
        {
            return EndLaterAsync(call, admission, context);
        }

        // A call that ends at once needs no state machine, and allocates nothing.
        var outcome = call.Result;
        var verdict = _judge.JudgeAsync(outcome, context);
        if (!verdict.IsCompletedSuccessfully)
        {
            return EndLaterAsync(verdict, outcome, admission, context);
        }

        End(admission, verdict.Result, outcome);
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

        var verdict = _judge.JudgeAsync(outcome, context);
        if (!verdict.IsCompletedSuccessfully)
        {
            return await EndLaterAsync(verdict, outcome, admission, context).ConfigureAwait(context.ContinueOnCapturedContext);
        }

        End(admission, verdict.Result, outcome);
        return outcome;
    }

    private async ValueTask<Outcome<TResult>> EndLaterAsync(
        ValueTask<Verdict> judging, Outcome<TResult> outcome, Admission admission, ResilienceContext context)
    {
        Verdict verdict;
        try
        {
            verdict = await judging.ConfigureAwait(context.ContinueOnCapturedContext);
        }
        catch
        {
            // The predicate's fault is the caller's to see; the permit is not to be lost over it.
            _gate.Release(admission);
            throw;
        }

        End(admission, verdict, outcome);
        return outcome;
    }

    private void End(in Admission admission, Verdict verdict, in Outcome<TResult> outcome)
    {
        switch (verdict)
        {
            case Verdict.Cancelled:
                _gate.Release(admission);
                break;
            case Verdict.Ignored:
                _gate.Ignore(admission, outcome.Exception);
                break;
            default:
                _gate.Record(admission, verdict == Verdict.Failure, outcome.Exception);
                break;
        }
    }

    private static ValueTask<Outcome<TResult>> Of(Exception exception) => new(Outcome.FromException<TResult>(exception));
}
