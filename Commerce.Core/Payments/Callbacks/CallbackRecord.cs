namespace Commerce.Core.Payments.Callbacks;

/// <summary>One callback as it came in, kept before anything is done with it.</summary>
public sealed class CallbackRecord
{
    public long Id { get; private set; }

    /// <summary>The body, card numbers masked.</summary>
    public required string Body { get; init; }

    public string? TransactionKey { get; init; }

    /// <summary>The payment it is about; null while none is known.</summary>
    public long? PaymentId { get; private set; }

    public CallbackState State { get; private set; } = CallbackState.Received;

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? HandledAt { get; private set; }

    public void Handle(CallbackState state, long? paymentId, DateTimeOffset now) =>
        (State, PaymentId, HandledAt) = (state, paymentId, now);
}
