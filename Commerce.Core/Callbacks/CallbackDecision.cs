using Commerce.Core.Gateways;
using Commerce.Core.Payments;

namespace Commerce.Core.Callbacks;

/// <summary>What a callback is worth beside what is known of its payment.</summary>
internal static class CallbackDecision
{
    /// <summary>It is proven, about the key that we know or learn by it, and says nothing against what has ended.</summary>
    public static bool IsEnough(GatewayCallback.Proven proven, Payment payment) =>
        (payment.TransactionKey is null || payment.TransactionKey == proven.Record.Key)
        && !Contradicts(proven, payment)
        && !RevivesWhatFailed(proven, payment);

    /// <summary>
    /// Of a payment that is paid or given back it says otherwise. What is unproven is not believed, so it may always be that.
    /// </summary>
    public static bool Contradicts(GatewayCallback callback, Payment payment) => (payment.Status, callback) switch
    {
        (PaymentStatus.Success, GatewayCallback.Proven { Record.State: GatewayPaymentState.Failed or GatewayPaymentState.Cancelled }) =>
            true,
        // A success may be old news from before the money went back, or the PG's second thought: only its records tell.
        (PaymentStatus.Cancelled, GatewayCallback.Proven { Record.State: GatewayPaymentState.Failed or GatewayPaymentState.Success }) =>
            true,
        (PaymentStatus.Success or PaymentStatus.Cancelled, GatewayCallback.Unproven) => true,
        _ => false,
    };

    // Even proven it moves no money by itself for an order that is over: the PG is asked first.
    private static bool RevivesWhatFailed(GatewayCallback.Proven proven, Payment payment) =>
        payment.Status == PaymentStatus.Failed && proven.Record.State == GatewayPaymentState.Success;
}
