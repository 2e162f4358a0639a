using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Payments;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>A callback that was claimed and is to be sent now.</summary>
internal sealed record DueCallback
{
    /// <summary>The message's own name: the same for every copy and every attempt.</summary>
    public required string MessageId { get; init; }

    /// <summary>How often it is sent at once.</summary>
    public required int Copies { get; init; }

    public required CallbackFlaw Flaw { get; init; }

    /// <summary>Which attempt this is, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The trace of the payment request; null when it had none.</summary>
    public string? TraceParent { get; init; }

    /// <summary>How the payment was concluded; a cancel that came after it does not show here.</summary>
    public Payment Payment { get; init; } = null!; // Dapper fills it in right after.
}
