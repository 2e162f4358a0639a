namespace Commerce.CircuitBreaker.Engine;

/// <summary>What an outcome means to the breaker.</summary>
internal enum OutcomeKind
{
    Success,
    Failure,

    /// <summary>Not counted, because the ignore predicate says so.</summary>
    Ignored,

    /// <summary>Not counted, because the caller gave up before the guarded operation had its say.</summary>
    Cancelled,
}
