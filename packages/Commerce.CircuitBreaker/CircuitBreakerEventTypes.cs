namespace Commerce.CircuitBreaker;

/// <summary>The kinds of event a circuit breaker publishes. Flags, so that an observer can name the kinds it wants.</summary>
[Flags]
public enum CircuitBreakerEventTypes
{
    /// <summary>No event.</summary>
    None = 0,

    /// <summary>A call ended well, or with an exception that is not recorded as a failure.</summary>
    Success = 1,

    /// <summary>A call ended in an outcome that is recorded as a failure.</summary>
    Error = 2,

    /// <summary>A call ended in an outcome that is ignored: nothing was counted, a trial permit was given back.</summary>
    IgnoredError = 4,

    /// <summary>A call was refused.</summary>
    NotPermitted = 8,

    /// <summary>The state changed.</summary>
    StateTransition = 16,

    /// <summary>The breaker was reset by hand.</summary>
    Reset = 32,

    /// <summary>The failure rate reached its threshold, in the states closed and metrics-only.</summary>
    FailureRateExceeded = 64,

    /// <summary>The rate of slow calls reached its threshold, in the states closed and metrics-only.</summary>
    SlowCallRateExceeded = 128,

    /// <summary>A call still in flight was counted as slow. Only with <c>CountSlowCallsInFlight</c>.</summary>
    SlowCallInFlight = 256,

    /// <summary>What happens to single calls; frequent.</summary>
    Calls = Success | Error | IgnoredError | NotPermitted | SlowCallInFlight,

    /// <summary>What happens to the breaker itself; rare.</summary>
    Changes = StateTransition | Reset | FailureRateExceeded | SlowCallRateExceeded,

    /// <summary>Everything.</summary>
    All = Calls | Changes,
}
