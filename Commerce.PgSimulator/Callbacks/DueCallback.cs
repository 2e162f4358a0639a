using Commerce.PgSimulator.Payments;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>A callback that was claimed and is to be sent now.</summary>
internal sealed record DueCallback
{
    public required long Id { get; init; }

    /// <summary>Which attempt this is, from 1.</summary>
    public required int Attempts { get; init; }

    public Payment Payment { get; init; } = null!; // Dapper fills it in right after.
}
