using Commerce.Core.Errors;

namespace Commerce.Core.Payments;

/// <content>What comes to light of a payment after its end.</content>
public sealed partial class Payment
{
    /// <summary>The PG says under which key it has failed what we had ended without a word of it.</summary>
    /// <param name="lookAgainAt">As in <see cref="Fail"/>.</param>
    public void LearnFailure(TransactionKey key, DateTimeOffset? lookAgainAt, DateTimeOffset now)
    {
        (TransactionKey, UpdatedAt) = (key, now);
        LookOnceMore(lookAgainAt);
    }

    /// <summary>The PG took money for a payment that has failed. It stays FAILED until the PG has given the money back (I18).</summary>
    /// <param name="lookAgainAt">When to see whether it took it once more; null: never.</param>
    public void CaptureLate(TransactionKey key, DateTimeOffset? lookAgainAt, DateTimeOffset now)
    {
        if (Status != PaymentStatus.Failed)
        {
            throw new CommerceException(ErrorCode.PaymentStatusInvalid);
        }

        (TransactionKey, UpdatedAt) = (key, now);
        LookOnceMore(lookAgainAt);
    }

    /// <summary>The money was to go back, and the PG has nothing to give.</summary>
    public void VoidFoundNothing() => FruitlessVoids++;

    /// <summary>The PG is believed: there is no money that could go back.</summary>
    public void GiveUpVoid() => VoidRefusedAt = null;

    /// <summary>The PG has been asked for the money for long and has not given it back. Nothing else about the payment changes.</summary>
    public void LeaveCaptured(DateTimeOffset now) => VoidRefusedAt ??= now;
}
