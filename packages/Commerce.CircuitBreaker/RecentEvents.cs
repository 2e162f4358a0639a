namespace Commerce.CircuitBreaker;

/// <summary>The last events of a breaker. Runs of like call events share an entry, so that calls do not push the transitions out.</summary>
public sealed class RecentEvents(TimeProvider timeProvider, int capacity = RecentEvents.DefaultCapacity)
{
    /// <summary>How many entries are kept unless told otherwise.</summary>
    public const int DefaultCapacity = 100;

    private readonly Lock _gate = new();
    private readonly RecordedEvent[] _ring = new RecordedEvent[capacity];
    private long _recorded;

    /// <summary>Keeps an event.</summary>
    public void Add(CircuitBreakerEvent happened)
    {
        var error = happened.Exception?.GetType().Name;
        var now = timeProvider.GetUtcNow();
        lock (_gate)
        {
            ref var newest = ref _ring[(_recorded + capacity - 1) % capacity];
            if (_recorded > 0 && Continues(newest, happened, error))
            {
                newest = newest with { Count = newest.Count + 1, LastAt = now, Duration = happened.Duration };
                return;
            }

            _ring[_recorded++ % capacity] = new RecordedEvent
            {
                Type = happened.Type,
                At = now,
                LastAt = now,
                Count = 1,
                State = happened.State,
                PreviousState = happened.PreviousState,
                Duration = happened.Duration,
                Rate = happened.Rate,
                Error = error,
            };
        }
    }

    /// <summary>What is kept, the newest first.</summary>
    public IReadOnlyList<RecordedEvent> Newest()
    {
        lock (_gate)
        {
            var newest = new RecordedEvent[Math.Min(_recorded, capacity)];
            for (var age = 0; age < newest.Length; age++)
            {
                newest[age] = _ring[(_recorded - 1 - age) % capacity];
            }

            return newest;
        }
    }

    private static bool Continues(in RecordedEvent run, in CircuitBreakerEvent happened, string? error) =>
        (happened.Type & CircuitBreakerEventTypes.Calls) != 0
        && run.Type == happened.Type && run.State == happened.State && run.Error == error;
}
