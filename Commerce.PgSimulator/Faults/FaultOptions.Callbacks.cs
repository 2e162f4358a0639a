namespace Commerce.PgSimulator.Faults;

/// <summary>
/// The callback policy. Copies and a flaw combine with a delay or with "before the answer"; these two exclude each other,
/// and the answer wins: a callback before it has no delay. Of the flaws one callback has at most one.
/// </summary>
internal sealed partial class FaultOptions
{
    /// <summary>The callback is never sent.</summary>
    [Rate]
    public double CallbackDropRate { get; set; }

    /// <summary>The callback is sent <see cref="CallbackDelayMs"/> late.</summary>
    [Rate]
    public double CallbackDelayRate { get; set; }

    /// <summary>How late a delayed callback is.</summary>
    [Delay]
    public int CallbackDelayMs { get; set; } = 10_000;

    /// <summary>The callback is sent <see cref="CallbackCopies"/> times at once; of a storm, 64 are on their way at a time.</summary>
    [Rate]
    public double CallbackDuplicateRate { get; set; }

    /// <summary>How often a duplicated callback is sent.</summary>
    [Count(2, 10_000)]
    public int CallbackCopies { get; set; } = 2;

    /// <summary>The payment is concluded at once, and the callback is sent without any delay before the request is answered.</summary>
    [Rate]
    public double CallbackBeforeAnswerRate { get; set; }

    /// <summary>The callback tells an amount that was not asked for.</summary>
    [Rate]
    public double CallbackWrongAmountRate { get; set; }

    /// <summary>The callback's body ends in the middle.</summary>
    [Rate]
    public double CallbackTruncatedRate { get; set; }

    /// <summary>The callback carries a signature made with a wrong secret.</summary>
    [Rate]
    public double CallbackForgedRate { get; set; }

    /// <summary>The callback carries a right signature over a timestamp of long ago, as a stolen one would.</summary>
    [Rate]
    public double CallbackStaleRate { get; set; }

    /// <summary>The callback is not signed although secrets are configured.</summary>
    [Rate]
    public double CallbackUnsignedRate { get; set; }
}
