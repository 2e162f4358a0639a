using Commerce.Core.CustomerService;
using Commerce.Core.Payments;
using Commerce.Core.Texts;

namespace Commerce.Core.Gateways.Toss;

/// <summary>Reads a Payment object as what it proves. What cannot be read proves nothing.</summary>
internal static class TossRecord
{
    private const string Currency = "KRW";
    private const int Quoted = 40;

    /// <param name="asked">The key that the record has to be of; null: whichever it is.</param>
    public static GatewayLookup Of(TossPayment? payment, TransactionKey? asked)
    {
        if (PaymentKey.Read(payment?.PaymentKey) is not { } key || (asked is { } wanted && wanted != key))
        {
            return new GatewayLookup.Unknown("Toss's record of the payment has no key that we can read, or another than was asked for.");
        }

        if (payment is not { TotalAmount: { } total, Currency: Currency } || WholeWon(total) is not { } amount)
        {
            return new GatewayLookup.Unknown("Toss's record of the payment is not over an amount in won.");
        }

        return StateOf(payment, key, amount);

        static long? WholeWon(decimal value) => value is >= 0 and <= long.MaxValue && decimal.IsInteger(value) ? (long)value : null;
    }

    private static GatewayLookup.Found StateOf(TossPayment payment, TransactionKey key, long amount)
    {
        var reason = GatewayText.Reason(payment.Failure?.Message);
        return payment.Status switch
        {
            "READY" or "WAITING_FOR_DEPOSIT" => Found(GatewayPaymentState.Pending),
            "IN_PROGRESS" => Found(GatewayPaymentState.Pending) with { AwaitsConfirm = true },
            "DONE" or "CANCELED" or "PARTIAL_CANCELED" => Captured(),
            "ABORTED" => Found(GatewayPaymentState.Failed) with { Failure = TossCodes.FailureOf(payment.Failure?.Code) },
            "EXPIRED" => Found(GatewayPaymentState.Failed) with { Failure = FailureCode.CheckoutExpired },
            _ => Unreadable(),
        };

        GatewayLookup.Found Found(GatewayPaymentState state) => new(key, payment.OrderId, state, amount, reason)
        {
            BookDay = TossTime.Read(payment.ApprovedAt) is { } approved ? TossTime.DayOf(approved) : null,
        };

        // How much is left decides, not the word: a cancel of the rest leaves PARTIAL_CANCELED.
        GatewayLookup.Found Captured() => (payment.Status, payment.BalanceAmount) switch
        {
            ("CANCELED", _) when payment.ApprovedAt is null => Found(GatewayPaymentState.Cancelled), // It was never paid.
            (_, 0) => Found(GatewayPaymentState.Cancelled),
            ("DONE", null) => Found(GatewayPaymentState.Success),
            ("DONE", { } left) when left == amount => Found(GatewayPaymentState.Success),
            (_, > 0 and { } left) when left < amount => Found(GatewayPaymentState.Success) with
            {
                Remark = new GatewayRemark(
                    CaseReason.PartlyCancelled,
                    $"{amount - left:0} of {amount} won under {key} were given back at Toss, and not from here. Nothing was moved."),
            },
            _ => Unreadable(),
        };

        GatewayLookup.Found Unreadable() => Found(GatewayPaymentState.Pending) with
        {
            Remark = new GatewayRemark(
                CaseReason.StateUnreadable,
                $"Toss has {key} as \"{ForeignText.Bounded(payment.Status ?? string.Empty, Quoted)}\" with a balance of "
                + $"{payment.BalanceAmount} of {amount} won, which we cannot read. Nothing was concluded."),
        };
    }
}
