namespace Commerce.PgSimulator.Faults;

/// <summary>
/// A fate that can be asked for by name: by a script, or by paying with a test card.
/// </summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Meaning">What the merchant will see, in one sentence.</param>
internal sealed record Outcome(string Name, string Meaning, Func<PaymentPlan, FaultOptions, PaymentPlan> Apply)
{
    /// <summary>All there are. Each starts from a good plan (approved, called back once) with the delays of the dials.</summary>
    public static IReadOnlyList<Outcome> All { get; } =
    [
        new("approved", "Approved.", (plan, _) => plan),
        new("limit-exceeded", "Fails: the card's limit is exceeded.", (plan, _) => plan with { Verdict = Verdict.LimitExceeded }),
        new("invalid-card", "Fails: the card is invalid.", (plan, _) => plan with { Verdict = Verdict.InvalidCard }),
        Answer("refused", "Answered 500 at once; nothing is stored.", AnswerFault.Refuse),
        Answer("too-many-requests", "Answered 429 at once; nothing is stored.", AnswerFault.TooManyRequests),
        Answer("connection-cut", "The connection is cut; nothing is stored.", AnswerFault.Cut),
        Answer("hangs", "No answer ever comes; nothing is stored.", AnswerFault.Hang),
        Answer("no-answer", "Accepted and approved, but the answer never comes.", AnswerFault.NoAnswer),
        Answer("error-after-accept", "Accepted and approved, but answered 500.", AnswerFault.ErrorAfterAccept),
        Answer("not-found-after-accept", "Accepted and approved, but answered 404 with a proxy's page.", AnswerFault.NotFoundAfterAccept),
        Answer("timeout-after-accept", "Accepted and approved, but answered 408 with a proxy's page.", AnswerFault.TimeoutAfterAccept),
        Answer("conflict-after-accept", "Accepted and approved, but answered 409.", AnswerFault.ConflictAfterAccept),
        new("kept-twice", "Accepted and approved twice, under two keys; the answer names one of them.", (plan, _) =>
            plan with { IsKeptTwice = true }),
        Answer("slow-answer", "Accepted and approved; the answer takes slowAnswerMs (2.5 s).", AnswerFault.Slow),
        Answer("slow-drip", "Accepted and approved; the answer trickles in over slowAnswerMs (2.5 s).", AnswerFault.Drip),
        Answer("malformed-answer", "Accepted and approved; the answer is 200 with half a JSON document.", AnswerFault.Malformed),
        Answer("wrong-key", "Accepted and approved; the answer names a transaction that does not exist.", AnswerFault.WrongKey),
        new("never-finishes", "Accepted, and PENDING for ever.", (plan, _) => plan with { ProcessDelay = null }),
        new("late", "Approved, but only after lateMs (60 s).", (plan, faults) => plan with { ProcessDelay = Ms(faults.LateMs) }),
        new("callback-lost", "Approved; the callback is never sent.", (plan, _) => plan with { Callback = new(Copies: 0) }),
        new("callback-twice", "Approved; the callback is sent twice.", (plan, _) => plan with { Callback = new(Copies: 2) }),
        new("callback-storm", "Approved; the callback is sent callbackCopies times at once, 64 at a time.",
            (plan, faults) => plan with { Callback = new(faults.CallbackCopies) }),
        new("callback-delayed", "Approved; the callback comes callbackDelayMs (10 s) late.",
            (plan, faults) => plan with { Callback = new(Delay: Ms(faults.CallbackDelayMs)) }),
        new("callback-before-answer", "Approved; the callback comes before the answer.", (plan, _) =>
            plan with { CallbackBeforeAnswer = true }),
        Flawed("callback-wrong-amount", "Approved; the callback tells an amount that was not asked for.", CallbackFlaw.WrongAmount),
        Flawed("callback-truncated", "Approved; the callback's body ends in the middle.", CallbackFlaw.Truncated),
        Flawed("callback-forged", "Approved; the callback's signature is made with a wrong secret.", CallbackFlaw.Forged),
        Flawed("callback-stale", "Approved; the callback's signature is right and ten minutes old.", CallbackFlaw.Stale),
        Flawed("callback-unsigned", "Approved; the callback is not signed.", CallbackFlaw.Unsigned),
    ];

    private static readonly Dictionary<string, Outcome> ByName = All.ToDictionary(outcome => outcome.Name);

    public static Outcome? Find(string name) => ByName.GetValueOrDefault(name);

    public static Outcome Named(string name) => ByName[name];

    private static Outcome Answer(string name, string meaning, AnswerFault fault) => new(
        name, meaning, (plan, _) => plan with { Answer = fault });

    private static Outcome Flawed(string name, string meaning, CallbackFlaw flaw) =>
        new(name, meaning, (plan, _) => plan with { Callback = new(Flaw: flaw) });

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
