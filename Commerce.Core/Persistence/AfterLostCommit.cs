namespace Commerce.Core.Persistence;

/// <summary>What is done when the answer to a COMMIT was lost.</summary>
/// <param name="RunsAgain">Whether the work may simply run again, because it finds out by itself that it was done.</param>
/// <param name="ReadBack">Finds out whether it was done, and with what result.</param>
internal sealed record AfterLostCommit<T>(
    bool RunsAgain, Func<CommerceDbContext, CancellationToken, Task<(bool Committed, T Result)>>? ReadBack = null)
{
    /// <summary>It stays unknown: whoever asked is told so.</summary>
    public static readonly AfterLostCommit<T> Tell = new(RunsAgain: false);

    /// <summary>The work runs again.</summary>
    public static readonly AfterLostCommit<T> Repeat = new(RunsAgain: true);
}
