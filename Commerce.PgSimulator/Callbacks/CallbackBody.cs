using System.Text.Json;
using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>The bytes of a callback: the bare transaction without an envelope, or what the flaw makes of it.</summary>
internal static class CallbackBody
{
    private const long Difference = 1_000;

    public static byte[] Of(DueCallback callback)
    {
        var told = callback.Flaw == CallbackFlaw.WrongAmount
            ? callback.Payment with { Amount = Wrong(callback.Payment.Amount) }
            : callback.Payment;
        var body = JsonSerializer.SerializeToUtf8Bytes(TransactionDetailAnswer.From(told), WireJson.Callbacks);
        return callback.Flaw == CallbackFlaw.Truncated ? body[..(body.Length / 2)] : body;
    }

    // Too much, or too little where more does not fit into a long.
    private static long Wrong(long amount) => amount <= long.MaxValue - Difference ? amount + Difference : amount - Difference;
}
