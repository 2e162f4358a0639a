using Polly;
using Polly.CircuitBreaker;

namespace Commerce.CircuitBreaker.Engine;

/// <summary>Asks the predicates of the options about an outcome, without a state machine when they answer at once.</summary>
internal sealed class OutcomeJudge<TResult>(SlidingWindowCircuitBreakerStrategyOptions<TResult> options)
{
    private readonly Func<CircuitBreakerPredicateArguments<TResult>, ValueTask<bool>> _shouldIgnore = options.ShouldIgnore;
    private readonly Func<CircuitBreakerPredicateArguments<TResult>, ValueTask<bool>> _shouldHandle = options.ShouldHandle;

    /// <summary>Never throws; an exception of a predicate is in the task.</summary>
    public ValueTask<Verdict> JudgeAsync(in Outcome<TResult> outcome, ResilienceContext context)
    {
        if (outcome.Exception is OperationCanceledException && context.CancellationToken.IsCancellationRequested)
        {
            return new ValueTask<Verdict>(Verdict.Cancelled);
        }

        try
        {
            var arguments = new CircuitBreakerPredicateArguments<TResult>(context, outcome);
            var ignore = _shouldIgnore(arguments);
            if (!ignore.IsCompletedSuccessfully)
            {
                return AskIgnoreAsync(ignore, arguments);
            }

            if (ignore.Result)
            {
                return new ValueTask<Verdict>(Verdict.Ignored);
            }

            var handle = _shouldHandle(arguments);
            return handle.IsCompletedSuccessfully ? new ValueTask<Verdict>(FailureIf(handle.Result)) : AskHandleAsync(handle);
        }
        catch (Exception e)
        {
            return ValueTask.FromException<Verdict>(e);
        }
    }

    private async ValueTask<Verdict> AskIgnoreAsync(ValueTask<bool> ignore, CircuitBreakerPredicateArguments<TResult> arguments) =>
        await ignore ? Verdict.Ignored : FailureIf(await _shouldHandle(arguments));

    private static async ValueTask<Verdict> AskHandleAsync(ValueTask<bool> handle) => FailureIf(await handle);

    private static Verdict FailureIf(bool handled) => handled ? Verdict.Failure : Verdict.Success;
}
