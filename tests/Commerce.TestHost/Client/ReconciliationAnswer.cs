namespace Commerce.TestHost.Client;

/// <summary>One comparison of a day's books.</summary>
/// <param name="Breaks">Not in lists.</param>
public sealed record ReconciliationAnswer(
    long Id,
    string Date,
    string Status,
    int PgLines,
    int Unsettled,
    BookSums Pg,
    BookSums Ours,
    int BreakCount,
    string? FailureReason = null,
    IReadOnlyList<BreakAnswer>? Breaks = null);

public sealed record BookSums(long Captured, long Cancelled, long Net);

/// <summary>A line on which the books do not agree.</summary>
public sealed record BreakAnswer(string Kind, string Type, string? TransactionKey = null);
