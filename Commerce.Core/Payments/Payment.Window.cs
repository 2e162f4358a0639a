using Commerce.Core.Errors;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.Core.Payments;

/// <content>What is special to an attempt that the buyer makes in a gateway's own payment window.</content>
public sealed partial class Payment
{
    public const int MaxMerchantOrderIdLength = 64;

    /// <summary>
    /// The attempt's name at its gateway, which nobody can guess; null where the gateway makes the name from the order.
    /// </summary>
    public string? MerchantOrderId { get; private init; }

    /// <summary>Until when the buyer may bring a key; null where no buyer is waited for.</summary>
    public DateTimeOffset? ExpiresAt { get; private init; }

    /// <summary>How many confirms may have reached the PG.</summary>
    public int Confirms { get; private set; }

    /// <summary>Until when the confirm of the moment is the affair of whoever sends it; null when nobody does.</summary>
    public DateTimeOffset? ConfirmUntil { get; private set; }

    /// <summary>Waits for what the buyer does in the window. No confirm was sent, so no money can have moved.</summary>
    public static Payment AtWindow(
        long orderId, long amount, string gateway, string merchantOrderId, DateTimeOffset now, DateTimeOffset expiresAt) => new()
        {
            OrderId = orderId,
            Amount = amount,
            PaymentMethod = PaymentMethod.Widget,
            Status = PaymentStatus.AwaitingBuyer,
            Gateway = gateway,
            MerchantOrderId = merchantOrderId,
            ExpiresAt = expiresAt,
            TraceParent = TraceLink.Current,
            CreatedAt = now,
            UpdatedAt = now,
        };

    /// <summary>
    /// The buyer has brought a key, and it will be confirmed. Saved before the confirm is sent, so that a callback that overtakes the
    /// answer finds the payment (I3).
    /// </summary>
    /// <param name="confirmUntil">As in <see cref="TryConfirmAgain"/>.</param>
    public void BeginConfirm(TransactionKey key, DateTimeOffset confirmUntil, DateTimeOffset firstLook, DateTimeOffset now)
    {
        if (Status != PaymentStatus.AwaitingBuyer)
        {
            throw new CommerceException(ErrorCode.PaymentStatusInvalid);
        }

        MoveTo(PaymentStatus.Pending, now);
        (TransactionKey, Confirms, ConfirmUntil, NextLookAt) = (key, 1, confirmUntil, firstLook);
    }

    /// <summary>The PG has the payment and has not been told to take the money, as far as it knows: it is told again.</summary>
    /// <param name="confirmUntil">Nobody else sends one before.</param>
    /// <returns>False when somebody does, or it is over.</returns>
    public bool TryConfirmAgain(DateTimeOffset confirmUntil, DateTimeOffset now)
    {
        if (!IsOpen || TransactionKey is null || ConfirmUntil > now)
        {
            return false;
        }

        Confirms++;
        (ConfirmUntil, UpdatedAt) = (confirmUntil, now);
        return true;
    }

    /// <summary>The confirm never left: the next one is the first that the PG sees of it.</summary>
    public void ConfirmWasNotSent() => (Confirms, ConfirmUntil) = (Confirms - 1, null);

    /// <summary>The PG has heard the confirm, and it changed nothing: the next one need not wait.</summary>
    public void ConfirmHasEnded() => ConfirmUntil = null;
}
