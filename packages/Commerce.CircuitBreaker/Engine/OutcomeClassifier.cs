using Polly;
using Polly.CircuitBreaker;

namespace Commerce.CircuitBreaker.Engine;

/// <summary>Asks the predicates of the options about an outcome, without a state machine when they answer at once.</summary>
internal sealed class OutcomeClassifier<TResult>(SlidingWindowCircuitBreakerStrategyOptions<TResult> options)
{
    private readonly Func<CircuitBreakerPredicateArguments<TResult>, ValueTask<bool>> _shouldIgnore = options.ShouldIgnore;
    private readonly Func<CircuitBreakerPredicateArguments<TResult>, ValueTask<bool>> _shouldHandle = options.ShouldHandle;

    /// <summary>Never throws; an exception of a predicate is in the task.</summary>
    public ValueTask<OutcomeKind> ClassifyAsync(in Outcome<TResult> outcome, ResilienceContext context)
    {
        if (outcome.Exception is OperationCanceledException && context.CancellationToken.IsCancellationRequested)
        {
            return new ValueTask<OutcomeKind>(OutcomeKind.Cancelled);
        }

        try
        {
            var arguments = new CircuitBreakerPredicateArguments<TResult>(context, outcome);
            var ignore = _shouldIgnore(arguments);
            if (!ignore.IsCompletedSuccessfully)
            {
                return AwaitIgnoreAsync(ignore, arguments);
            }

            if (ignore.Result)
            {
                return new ValueTask<OutcomeKind>(OutcomeKind.Ignored);
            }

            var handle = _shouldHandle(arguments);
            return handle.IsCompletedSuccessfully ? new ValueTask<OutcomeKind>(FailureIf(handle.Result)) : AwaitHandleAsync(handle);
        }
        catch (Exception e)
        {
            return ValueTask.FromException<OutcomeKind>(e);
        }
    }

    private async ValueTask<OutcomeKind> AwaitIgnoreAsync(ValueTask<bool> ignore, CircuitBreakerPredicateArguments<TResult> arguments) =>
        await ignore ? OutcomeKind.Ignored : FailureIf(await _shouldHandle(arguments));

    private static async ValueTask<OutcomeKind> AwaitHandleAsync(ValueTask<bool> handle) => FailureIf(await handle);

    private static OutcomeKind FailureIf(bool handled) => handled ? OutcomeKind.Failure : OutcomeKind.Success;
}
