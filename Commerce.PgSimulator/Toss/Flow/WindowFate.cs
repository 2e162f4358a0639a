using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Toss.Flow;

/// <summary>What a confirm comes to: what was picked in the window, by its name, and what a plan means in the dialect's codes.</summary>
internal static class WindowFate
{
    private const long LeastAmount = 100;

    /// <summary>The outcome of that name, or the refusal of that code; null: there is none, so the dice decide.</summary>
    public static Outcome? Find(string? name)
    {
        if (name is null)
        {
            return null;
        }

        return Outcome.Find(name) ?? (TossErrors.Find(name) is { } error
            ? new Outcome(name, error.English, (plan, _) => plan with { Code = name })
            : null);
    }

    /// <summary>The error that the plan means; null: the money is taken.</summary>
    public static DialectError? ErrorOf(PaymentPlan plan, long amount)
    {
        var code = plan.Code
            ?? (plan.Verdict == Verdict.LimitExceeded ? "REJECT_CARD_PAYMENT"
                : plan.Verdict == Verdict.InvalidCard ? "INVALID_CARD_NUMBER"
                : amount < LeastAmount ? "BELOW_MINIMUM_AMOUNT"
                : null);
        return code is null ? null : TossErrors.Named(code);
    }
}
