using System.Text.Json;
using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>The bytes of a callback: the bare transaction without an envelope, or what the flaw makes of it.</summary>
internal static class CallbackBody
{
    private const long TooMuch = 1_000;

    public static byte[] Of(DueCallback callback)
    {
        var told = callback.Flaw == CallbackFlaw.WrongAmount
            ? callback.Payment with { Amount = callback.Payment.Amount + TooMuch }
            : callback.Payment;
        var body = JsonSerializer.SerializeToUtf8Bytes(TransactionDetailAnswer.From(told), WireJson.Callbacks);
        return callback.Flaw == CallbackFlaw.Truncated ? body[..(body.Length / 2)] : body;
    }
}
