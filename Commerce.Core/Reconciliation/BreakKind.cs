namespace Commerce.Core.Reconciliation;

/// <summary>In which way a line of the two books does not agree.</summary>
public enum BreakKind
{
    /// <summary>The PG has it, and our payments or our journal do not.</summary>
    MissingHere,

    /// <summary>Our journal has it, and the PG does not.</summary>
    MissingAtPg,

    /// <summary>Both have it, over different amounts or in a currency that is not ours.</summary>
    AmountDiffers,

    /// <summary>Both have it over the same amount and disagree on what became of it.</summary>
    StateDiffers,

    /// <summary>The PG holds money for one order twice, or has the same line twice.</summary>
    Duplicate,
}
