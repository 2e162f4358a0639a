using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Toss.Idempotency;
using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Toss.Flow;

/// <summary>What the merchant is to be told, and how.</summary>
/// <param name="Answer">Null: nothing was processed.</param>
internal sealed record TossReply(PlainAnswer? Answer, PaymentPlan Plan)
{
    private static readonly PaymentPlan Well = new();

    /// <summary>A stored answer, told well.</summary>
    public static TossReply Of(KeyedAnswer stored)
    {
        var body = TossJson.Bytes(stored.Json);
        return new(new PlainAnswer(stored.Status, body, body), Well);
    }

    /// <summary>A payment, told as planned.</summary>
    public static TossReply Of(WindowPaymentBody payment, PaymentPlan plan) => new(
        new PlainAnswer(
            StatusCodes.Status200OK,
            TossJson.WriteBytes(payment),
            TossJson.WriteBytes(payment with { PaymentKey = $"tgen_{Guid.NewGuid():N}" })),
        plan);

    /// <summary>An error, told as planned.</summary>
    public static TossReply Of(DialectError error, bool english, PaymentPlan plan)
    {
        var body = TossJson.WriteBytes(error.In(english));
        return new(new PlainAnswer(error.Status, body, body), plan);
    }
}
