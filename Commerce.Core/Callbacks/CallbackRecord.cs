using Commerce.Core.Leases;
namespace Commerce.Core.Callbacks;

/// <summary>One callback as it came in, kept before anything is done with it.</summary>
public sealed class CallbackRecord
{
    public const int MaxFlawLength = 200;

    /// <summary>Characters of a refused body that are kept: enough to see what it was, too few to fill a disk with.</summary>
    public const int MaxRefusedBody = 1_000;

    private static readonly Backoff Gaps = new(First: TimeSpan.FromSeconds(1), Longest: TimeSpan.FromMinutes(10));

    public long Id { get; private set; }

    public required string Gateway { get; init; }

    /// <summary>The gateway's name for the message, unique for ever; null when nobody proved to have sent it.</summary>
    public string? MessageId { get; init; }

    /// <summary>The body, card numbers masked.</summary>
    public required string Body { get; init; }

    public string? TransactionKey { get; init; }

    /// <summary>The order it is about, in the gateway's spelling.</summary>
    public string? MerchantOrderId { get; init; }

    /// <summary>The payment it is about; null while none is known.</summary>
    public long? PaymentId { get; private set; }

    public CallbackState State { get; private set; } = CallbackState.Received;

    /// <summary>Why it was refused; null when it was not.</summary>
    public string? Flaw { get; init; }

    /// <summary>The trace in which it came in; null when there was none.</summary>
    public string? TraceParent { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? HandledAt { get; private set; }

    /// <summary>When the worker tries again to make use of it; null when there is nothing left to try.</summary>
    public DateTimeOffset? NextTryAt { get; private set; }

    /// <summary>How often making use of it broke off with an error of our own.</summary>
    public int Failures { get; private set; }

    /// <summary>Whoever received it makes use of it now; after that time it is the worker's to try.</summary>
    public void LeaseUntil(DateTimeOffset end) => NextTryAt = end;

    /// <summary>There is nothing left to do about it.</summary>
    public void Handle(CallbackState state, long? paymentId, DateTimeOffset now) =>
        (State, PaymentId, HandledAt, NextTryAt) = (state, paymentId, now, null);

    /// <summary>Its payment is not known yet, or the PG could not be asked. The gaps between tries are as long as it has waited.</summary>
    /// <param name="giveUpAfter">From its receipt on.</param>
    /// <returns>False when its time is over: it is not tried again.</returns>
    public bool Wait(CallbackState state, long? paymentId, DateTimeOffset now, TimeSpan giveUpAfter)
    {
        var waited = now - ReceivedAt;
        (State, PaymentId) = (state, paymentId);
        NextTryAt = waited < giveUpAfter ? now + (waited < Gaps.First ? Gaps.First : waited) : null;
        return NextTryAt is not null;
    }

    /// <summary>Making use of it broke off. The gaps double.</summary>
    public void Fail(DateTimeOffset now) => NextTryAt = now + Gaps.After(Failures++);
}
