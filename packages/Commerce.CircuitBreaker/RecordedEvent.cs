namespace Commerce.CircuitBreaker;

/// <summary>An event that is kept, or a run of like ones: a thousand refusals in a row are one entry with a count.</summary>
public readonly record struct RecordedEvent
{
    /// <summary>What happened; exactly one flag.</summary>
    public required CircuitBreakerEventTypes Type { get; init; }

    /// <summary>When it happened first.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it happened last; differs from <see cref="At"/> only for a run.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>How often it happened in a row, from 1.</summary>
    public required long Count { get; init; }

    /// <summary>The state the breaker was in; for a transition the state it entered.</summary>
    public required CircuitBreakerState State { get; init; }

    /// <summary>The state that was left, for a transition.</summary>
    public CircuitBreakerState PreviousState { get; init; }

    /// <summary>How long the last call of the run took; zero when the event is not about a call that ran.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The rate that reached its threshold, in percent; otherwise zero.</summary>
    public float Rate { get; init; }

    /// <summary>The type of the call's exception. Not its message, which may hold what nobody should read here.</summary>
    public string? Error { get; init; }
}
