using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Faults;

/// <summary>
/// The only place of chance. Request number n gets dice of its own, made from the seed and n, so that one request's
/// rolls never shift another's: the same seed and the same sequence of requests give the same outcomes.
/// </summary>
internal sealed class OutcomePolicy(IOptions<FaultOptions> options)
{
    private readonly FaultOptions _faults = options.Value;
    private readonly int _seed = options.Value.Seed ?? Guid.NewGuid().GetHashCode();
    private int _requests;

    public PaymentPlan NextPayment()
    {
        var dice = DiceFor(Interlocked.Increment(ref _requests));
        return new PaymentPlan
        {
            AcceptDelay = Between(dice, _faults.AcceptDelayMinMs, _faults.AcceptDelayMaxMs),
            Refuse = dice.NextDouble() < _faults.RefuseRate,
            ProcessDelay = Between(dice, _faults.ProcessDelayMinMs, _faults.ProcessDelayMaxMs),
            Verdict = RollVerdict(dice),
        };
    }

    private Verdict RollVerdict(Random dice)
    {
        var roll = dice.NextDouble();
        if (roll < _faults.LimitExceededRate)
        {
            return Verdict.LimitExceeded;
        }

        return roll < _faults.LimitExceededRate + _faults.InvalidCardRate ? Verdict.InvalidCard : Verdict.Approved;
    }

    private static TimeSpan Between(Random dice, int minMs, int maxMs) => TimeSpan.FromMilliseconds(dice.Next(minMs, maxMs + 1));

#pragma warning disable RS0030, CA5394 // Here chance is made for the whole simulator, and it needs to be repeatable, not secret.
    private Random DiceFor(int request) => new(unchecked((_seed * 486_187_739) + request));
#pragma warning restore RS0030, CA5394
}
