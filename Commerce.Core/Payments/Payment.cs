using Commerce.Core.Errors;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.Core.Payments;

/// <summary>One attempt to pay an order. It is saved before the PG is asked, so that no charge is without its record (I3).</summary>
public sealed partial class Payment
{
    public const int MaxFailureDetailLength = 500;
    public const int MaxGatewayLength = 50;

    private Payment()
    {
    }

    public long Id { get; private set; }

    public long OrderId { get; private init; }

    /// <summary>Won, more than zero.</summary>
    public long Amount { get; private init; }

    public PaymentMethod PaymentMethod { get; private init; }

    public PaymentStatus Status { get; private set; }

    /// <summary>
    /// The PG took this money besides the order's own payment. It stays FAILED until it went back, and has no part in the order.
    /// </summary>
    public bool IsDuplicate { get; private init; }

    /// <summary>The name of the gateway that is or will be asked; null when none is needed, or there is none.</summary>
    public string? Gateway { get; private set; }

    /// <summary>The PG's id of this attempt, unique at its gateway; null until it is learned.</summary>
    public TransactionKey? TransactionKey { get; private set; }

    /// <summary>Null when no card came with the order.</summary>
    public CardType? CardType { get; private init; }

    /// <summary>Masked: only the last four digits are ever stored.</summary>
    public string? CardNo { get; private init; }

    /// <summary>Why the payment failed; null when it has not.</summary>
    public FailureCode? FailureCode { get; private set; }

    /// <summary>
    /// The PG's own words about the failure, or what was seen of it. For operators only; null when there is nothing to say.
    /// </summary>
    public string? FailureDetail { get; private set; }

    /// <summary>Since when the PG has kept money that was to go back for too long; null when it has not, or has given it back.</summary>
    public DateTimeOffset? VoidRefusedAt { get; private set; }

    /// <summary>How often a void found nothing to give back.</summary>
    public int FruitlessVoids { get; private set; }

    /// <summary>The order's trace, to which leads what is done about the payment later; null when there is none.</summary>
    public string? TraceParent { get; private init; }

    public int Version { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Pending or timed out: the PG may still take the money, or may have.</summary>
    public bool IsOpen => Status is PaymentStatus.Pending or PaymentStatus.Timeout;

    public static Payment AtGateway(
        long orderId, long amount, PaymentInstrument instrument, string? gateway, DateTimeOffset now, DateTimeOffset firstLook) => new()
        {
            OrderId = orderId,
            Amount = amount,
            PaymentMethod = instrument.Method,
            Status = PaymentStatus.Pending,
            Gateway = gateway,
            CardType = (instrument as Card)?.Type,
            CardNo = (instrument as Card)?.Number.Masked,
            NextLookAt = firstLook,
            TraceParent = TraceLink.Current,
            CreatedAt = now,
            UpdatedAt = now,
        };

    public static Payment ByPoints(long orderId, long amount, DateTimeOffset now, DateTimeOffset firstLook) => new()
    {
        OrderId = orderId,
        Amount = amount,
        PaymentMethod = PaymentMethod.Point,
        Status = PaymentStatus.Pending,
        NextLookAt = firstLook,
        TraceParent = TraceLink.Current,
        CreatedAt = now,
        UpdatedAt = now,
    };

    /// <summary>Money that the PG took for an order besides the order's own payment.</summary>
    public static Payment DuplicateOf(Payment payment, TransactionKey key, long amount, DateTimeOffset now)
    {
        var duplicate = new Payment
        {
            OrderId = payment.OrderId,
            Amount = amount,
            PaymentMethod = payment.PaymentMethod,
            Status = PaymentStatus.Pending,
            IsDuplicate = true,
            Gateway = payment.Gateway,
            MerchantOrderId = payment.MerchantOrderId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        duplicate.Fail(new PaymentResult.Failed(Payments.FailureCode.DuplicateCapture, Certain: true, key), lookAgainAt: null, now);
        return duplicate;
    }

    /// <summary>Another gateway will be asked, because nothing could be sent to the one before.</summary>
    /// <returns>False when it is too late for that: something is known of the payment already.</returns>
    public bool RouteTo(string gateway, DateTimeOffset now)
    {
        var isUnasked = Status == PaymentStatus.Pending && TransactionKey is null;
        if (isUnasked)
        {
            (Gateway, UpdatedAt) = (gateway, now);
        }

        return isUnasked;
    }

    /// <summary>The PG has taken the money.</summary>
    /// <param name="lookAgainAt">When to see whether it took it once more; null: never.</param>
    public void Succeed(TransactionKey? key, DateTimeOffset? lookAgainAt, DateTimeOffset now)
    {
        MoveTo(PaymentStatus.Success, now);
        TransactionKey = key ?? TransactionKey;
        LookOnceMore(lookAgainAt);
    }

    /// <summary>No money was taken.</summary>
    /// <param name="lookAgainAt">When to make sure; null: never.</param>
    public void Fail(PaymentResult.Failed failure, DateTimeOffset? lookAgainAt, DateTimeOffset now)
    {
        MoveTo(PaymentStatus.Failed, now);
        (FailureCode, FailureDetail) = (failure.Code, failure.Detail);
        TransactionKey = failure.KeyIsAnothers ? null : failure.Key ?? TransactionKey;
        LookOnceMore(lookAgainAt);
    }

    /// <summary>The PG's books say that the money went back (I14).</summary>
    public void Cancel(DateTimeOffset now)
    {
        MoveTo(PaymentStatus.Cancelled, now);
        VoidRefusedAt = null; // It may still turn out that the PG took the money twice.
    }

    /// <summary>We stopped waiting, the PG did not: the card may have been charged.</summary>
    public void TimeOut(DateTimeOffset now) => MoveTo(PaymentStatus.Timeout, now);

    /// <summary>The PG has the request under this key; it has not decided yet.</summary>
    public void LearnKey(TransactionKey key, DateTimeOffset now)
    {
        if (Status == PaymentStatus.Timeout)
        {
            MoveTo(PaymentStatus.Pending, now);
        }

        (TransactionKey, AbsentLooks, UpdatedAt) = (key, 0, now);
    }

    private void MoveTo(PaymentStatus next, DateTimeOffset now)
    {
        if (!PaymentMoves.Allow(Status, next))
        {
            throw new CommerceException(ErrorCode.PaymentStatusInvalid);
        }

        (Status, UpdatedAt) = (next, now);
        Version++;
    }
}
