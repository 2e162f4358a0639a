namespace Commerce.Chaos.Interleavings;

/// <summary>What the PG does with the payment, whatever comes in which order.</summary>
internal enum Verdict
{
    /// <summary>It takes the money, and the goods are there.</summary>
    Captured,

    /// <summary>It takes the money, and the goods are gone by then.</summary>
    CapturedSoldOut,

    /// <summary>It says no.</summary>
    Declined,

    /// <summary>It has kept two transactions of the one request, and takes the money in both.</summary>
    CapturedTwice,
}

/// <summary>What becomes of the payment request.</summary>
internal enum PostAnswer
{
    /// <summary>Accepted, with the key.</summary>
    Accepted,

    /// <summary>Accepted, and the connection is cut before the answer.</summary>
    CutAfter,

    /// <summary>The connection is cut, and the PG has not kept it.</summary>
    CutBefore,

    /// <summary>Accepted, and the answer is a 500.</summary>
    ErrorAfter,
}

/// <param name="CrashAt">The failure point at which a process dies; null: none does.</param>
internal sealed record Variant(Verdict Verdict, PostAnswer Answer, string? CrashAt)
{
    public override string ToString() => $"{Verdict}, request {Answer}{(CrashAt is null ? "" : $", crash at {CrashAt}")}";
}
