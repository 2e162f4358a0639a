namespace Commerce.Core.Persistence;

/// <summary>
/// The answer to a COMMIT was lost: it took place or it did not, and only the database knows. Nobody may conclude either from this.
/// </summary>
public sealed class CommitUnknownException(Exception inner)
    : Exception("The answer to a COMMIT was lost; it may have taken place.", inner)
{
    /// <summary>What was to be done once it took place.</summary>
    internal IReadOnlyList<Action> AfterCommit { get; init; } = [];
}
