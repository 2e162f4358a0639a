
namespace Commerce.PgSimulator.Faults;

/// <summary>
/// The only place of chance. Request number n gets dice of its own, made from the seed and n, and always rolls all of
/// them in the same order: no request's fate and no turned dial shifts the rolls of another. So the same seed and the
/// same sequence of requests give the same outcomes.
/// </summary>
internal sealed class OutcomePolicy
{
    private readonly FaultControl _control;
    private Sequence _sequence;

    public OutcomePolicy(FaultControl control)
    {
        _control = control;
        _sequence = new Sequence(control.Configured.Seed ?? (Guid.NewGuid().GetHashCode() & int.MaxValue));
    }

    /// <summary>The seed in use: with it a run can be repeated.</summary>
    public int Seed => Volatile.Read(ref _sequence).Seed;

    /// <summary>Starts the sequence of dice anew.</summary>
    public void Reseed(int seed) => Volatile.Write(ref _sequence, new Sequence(seed));

    /// <summary>Decides a payment request: the script first, then a test card, then the dice.</summary>
    public PaymentPlan NextPayment(string cardNo) => NextPayment(TestCard.Find(cardNo)?.Outcome);

    /// <summary>Decides a payment: the script first, then what the buyer's side has asked for, then the dice (null).</summary>
    public PaymentPlan NextPayment(Outcome? wish)
    {
        var faults = _control.Current;
        var dice = Volatile.Read(ref _sequence).NextPayment();
        var plan = new PaymentPlan
        {
            AcceptDelay = dice.Between(faults.AcceptDelayMinMs, faults.AcceptDelayMaxMs),
            ProcessDelay = dice.Between(faults.ProcessDelayMinMs, faults.ProcessDelayMaxMs),
            SlowAnswer = TimeSpan.FromMilliseconds(faults.SlowAnswerMs),
        };
        var asked = _control.NextScripted() ?? wish;
        return asked is null ? Roll(plan, dice, faults) : asked.Apply(plan, faults);
    }

    /// <summary>
    /// Decides a lookup: <see cref="AnswerFault.None"/>, <see cref="AnswerFault.Refuse"/> or <see cref="AnswerFault.Slow"/>.
    /// </summary>
    public AnswerFault NextLookup()
    {
        var faults = _control.Current;
        return Volatile.Read(ref _sequence).NextLookup().FirstOf(
            (faults.LookupErrorRate, AnswerFault.Refuse),
            (faults.LookupSlowRate, AnswerFault.Slow));
    }

    /// <summary>
    /// Decides a cancel: <see cref="AnswerFault.None"/>, <see cref="AnswerFault.Refuse"/> or <see cref="AnswerFault.NoAnswer"/>.
    /// </summary>
    public AnswerFault NextCancel()
    {
        var faults = _control.Current;
        return Volatile.Read(ref _sequence).NextCancel().FirstOf(
            (faults.CancelRefuseRate, AnswerFault.Refuse),
            (faults.CancelNoAnswerRate, AnswerFault.NoAnswer));
    }

    private static PaymentPlan Roll(PaymentPlan plan, Dice dice, FaultOptions faults)
    {
        var answer = dice.FirstOf(
            (faults.RefuseRate, AnswerFault.Refuse),
            (faults.TooManyRequestsRate, AnswerFault.TooManyRequests),
            (faults.CutRate, AnswerFault.Cut),
            (faults.HangRate, AnswerFault.Hang),
            (faults.ErrorAfterAcceptRate, AnswerFault.ErrorAfterAccept),
            (faults.NoAnswerRate, AnswerFault.NoAnswer),
            (faults.SlowRate, AnswerFault.Slow),
            (faults.DripRate, AnswerFault.Drip),
            (faults.MalformedRate, AnswerFault.Malformed),
            (faults.WrongKeyRate, AnswerFault.WrongKey));
        var verdict = RollVerdict(dice, faults);
        var never = dice.Hits(faults.NeverRate);
        var late = dice.Hits(faults.LateRate);
        var callback = RollCallback(dice, faults);
        var early = dice.Hits(faults.CallbackBeforeAnswerRate) && !never;
        var afterAccept = dice.FirstOf( // Last, so that a seed of an earlier version still rolls what it did.
            (faults.NotFoundAfterAcceptRate, AnswerFault.NotFoundAfterAccept),
            (faults.TimeoutAfterAcceptRate, AnswerFault.TimeoutAfterAccept),
            (faults.ConflictAfterAcceptRate, AnswerFault.ConflictAfterAccept));
        return plan with
        {
            Answer = answer == AnswerFault.None ? afterAccept : answer,
            IsKeptTwice = dice.Hits(faults.KeptTwiceRate),
            Verdict = verdict,
            ProcessDelay = never ? null : late ? TimeSpan.FromMilliseconds(faults.LateMs) : plan.ProcessDelay,
            Callback = early ? callback with { Delay = TimeSpan.Zero } : callback,
            CallbackBeforeAnswer = early,
        };
    }

    // One roll for both failures, as in the original: 20 % limit, 10 % invalid, the rest approved.
    private static Verdict RollVerdict(Dice dice, FaultOptions faults)
    {
        var roll = dice.Roll();
        if (roll < faults.LimitExceededRate)
        {
            return Verdict.LimitExceeded;
        }

        return roll < faults.LimitExceededRate + faults.InvalidCardRate ? Verdict.InvalidCard : Verdict.Approved;
    }

    private static CallbackPlan RollCallback(Dice dice, FaultOptions faults)
    {
        var dropped = dice.Hits(faults.CallbackDropRate);
        var delayed = dice.Hits(faults.CallbackDelayRate);
        var duplicated = dice.Hits(faults.CallbackDuplicateRate);
        var flaw = dice.FirstOf(
            (faults.CallbackWrongAmountRate, CallbackFlaw.WrongAmount),
            (faults.CallbackTruncatedRate, CallbackFlaw.Truncated),
            (faults.CallbackForgedRate, CallbackFlaw.Forged),
            (faults.CallbackStaleRate, CallbackFlaw.Stale),
            (faults.CallbackUnsignedRate, CallbackFlaw.Unsigned));
        return new CallbackPlan(
            dropped ? 0 : duplicated ? faults.CallbackCopies : 1,
            TimeSpan.FromMilliseconds(delayed ? faults.CallbackDelayMs : 0),
            flaw);
    }

    /// <summary>The dice of one seed, handed out request by request. Lookups and cancels do not shift the payments' dice.</summary>
    private sealed class Sequence(int seed)
    {
        private int _payments;
        private int _lookups;
        private int _cancels;

        public int Seed => seed;

        public Dice NextPayment() => Dice.For(seed, kind: 0, Interlocked.Increment(ref _payments));

        public Dice NextLookup() => Dice.For(seed, kind: 1, Interlocked.Increment(ref _lookups));

        public Dice NextCancel() => Dice.For(seed, kind: 2, Interlocked.Increment(ref _cancels));
    }
}
