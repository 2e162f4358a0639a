namespace Commerce.PgSimulator.Faults;

/// <summary>
/// What will happen to one payment request: decided when it comes in, then only carried out. The default is a gateway
/// on its best day: at once, approved, called back once.
/// </summary>
internal sealed record PaymentPlan
{
    public TimeSpan AcceptDelay { get; init; }

    public AnswerFault Answer { get; init; }

    /// <summary>Whether the payment is stored at all.</summary>
    public bool IsStored => Answer is not (AnswerFault.Refuse or AnswerFault.TooManyRequests or AnswerFault.Cut or AnswerFault.Hang);

    /// <summary>Whether it is stored under two keys, as by a gateway that sent it to the card network again.</summary>
    public bool IsKeptTwice { get; init; }

    /// <summary>How long a slow answer takes.</summary>
    public TimeSpan SlowAnswer { get; init; }

    public Verdict Verdict { get; init; } = Verdict.Approved;

    /// <summary>The error code to answer with, for a dialect that has such; null: the verdict says it all.</summary>
    public string? Code { get; init; }

    /// <summary>From accepting to concluding; null: it never is.</summary>
    public TimeSpan? ProcessDelay { get; init; } = TimeSpan.Zero;

    public CallbackPlan Callback { get; init; } = new();

    /// <summary>Conclude at once, and answer the request only when the callback has been sent.</summary>
    public bool CallbackBeforeAnswer { get; init; }
}

/// <param name="Copies">How often it is sent; 0: it is lost.</param>
/// <param name="Delay">From concluding the payment to sending.</param>
internal sealed record CallbackPlan(int Copies = 1, TimeSpan Delay = default, CallbackFlaw Flaw = CallbackFlaw.None);
