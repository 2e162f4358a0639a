using System.Diagnostics.Metrics;

namespace Commerce.Core.Idempotency;

/// <summary>How often requests come again under a key that was used.</summary>
public sealed class IdempotencyTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Commerce.Idempotency";

    private static readonly string[] Outcomes = ["REPLAYED", "IN_FLIGHT", "REUSED"];

    private readonly Counter<long> _replays;

    public IdempotencyTelemetry(IMeterFactory meterFactory)
    {
        _replays = meterFactory.Create(Name).CreateCounter<long>(
            "commerce.idempotency.replays", "{request}", "Requests under an idempotency key that was used before, by what they were told.");
        foreach (var outcome in Outcomes)
        {
            Add(0, outcome);
        }
    }

    /// <summary>It was told what the first one was told.</summary>
    internal void CountReplayed() => Add(1, Outcomes[0]);

    /// <summary>The first one is still at work.</summary>
    internal void CountInFlight() => Add(1, Outcomes[1]);

    /// <summary>The key stands for another request: a fault of the client's.</summary>
    internal void CountReused() => Add(1, Outcomes[2]);

    private void Add(long requests, string outcome) =>
        _replays.Add(requests, new KeyValuePair<string, object?>("commerce.idempotency.outcome", outcome));
}
