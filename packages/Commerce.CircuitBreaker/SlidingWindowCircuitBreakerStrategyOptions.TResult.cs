using System.ComponentModel.DataAnnotations;
using Polly;
using Polly.CircuitBreaker;

namespace Commerce.CircuitBreaker;

/// <summary>Options of the sliding-window circuit breaker strategy: its numbers, what counts as a failure, and what to tell whom.</summary>
/// <typeparam name="TResult">The result of the guarded calls.</typeparam>
public class SlidingWindowCircuitBreakerStrategyOptions<TResult> : SlidingWindowCircuitBreakerSettings
{
    /// <summary>
    /// Which outcomes are ignored: nothing is counted, and in half-open the trial permit is given back. Asked before
    /// <see cref="ShouldHandle"/>, of exceptions and of results. A call that its caller cancelled is never asked about: it is released
    /// without a count. Default: none.
    /// </summary>
    [Required]
    public Func<CircuitBreakerPredicateArguments<TResult>, ValueTask<bool>> ShouldIgnore { get; set; } =
        static _ => PredicateResult.False();

    /// <summary>
    /// Which outcomes are recorded as failures. What is neither ignored nor recorded counts as a success, also an exception.
    /// A <c>PredicateBuilder</c> fits. Default: every exception but <see cref="OperationCanceledException"/>.
    /// </summary>
    [Required]
    public Func<CircuitBreakerPredicateArguments<TResult>, ValueTask<bool>> ShouldHandle { get; set; } =
        static args => args.Outcome.Exception is null or OperationCanceledException ? PredicateResult.False() : PredicateResult.True();

    /// <summary>
    /// Called when the breaker opened, by its rates or by hand. Transitions are told one at a time and in order; no call waits
    /// for an asynchronous handler, and an exception of a handler never reaches a call. Default: null.
    /// </summary>
    public Func<CircuitBreakerEvent, ValueTask>? OnOpened { get; set; }

    /// <summary>Called when the breaker became half-open. As <see cref="OnOpened"/>. Default: null.</summary>
    public Func<CircuitBreakerEvent, ValueTask>? OnHalfOpened { get; set; }

    /// <summary>Called when the breaker closed. As <see cref="OnOpened"/>. Default: null.</summary>
    public Func<CircuitBreakerEvent, ValueTask>? OnClosed { get; set; }

    /// <summary>
    /// Called for every event, on the thread where it happens: keep it short. The events of single calls cost time on each call;
    /// without this handler they are not even made. Default: null.
    /// </summary>
    public Action<CircuitBreakerEvent>? OnEvent { get; set; }

    /// <summary>Reads the state and the counts of the breaker from outside. One breaker each. Default: null.</summary>
    public SlidingWindowCircuitBreakerStateProvider? StateProvider { get; set; }

    /// <summary>Changes the state by hand. May be shared by several breakers. Default: null.</summary>
    public SlidingWindowCircuitBreakerManualControl? ManualControl { get; set; }
}
