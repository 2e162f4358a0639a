namespace Commerce.Core.Events;

/// <summary>
/// What an event tells of the order, the payment or the case, as it was then: ids, amounts and codes, no card data, no text from outside.
/// What has nothing to do with the event's type is left out.
/// </summary>
public sealed record EventData
{
    public long? OrderId { get; init; }

    public string? MemberId { get; init; }

    public long? PaymentId { get; init; }

    /// <summary>The order's or the payment's, as they are called elsewhere.</summary>
    public string? Status { get; init; }

    /// <summary>What the order costs, in won.</summary>
    public long? FinalAmount { get; init; }

    /// <summary>What of it was paid by points.</summary>
    public long? UsedPoints { get; init; }

    /// <summary>The payment's, in won.</summary>
    public long? Amount { get; init; }

    /// <summary>How it is paid: CARD, …</summary>
    public string? Method { get; init; }

    public string? Gateway { get; init; }

    /// <summary>The PG's id of the payment.</summary>
    public string? TransactionKey { get; init; }

    /// <summary>Why the order or the payment failed.</summary>
    public string? FailureCode { get; init; }

    /// <summary>True for money that the PG took besides the order's own payment, and that goes back.</summary>
    public bool? Duplicate { get; init; }

    public long? CaseId { get; init; }

    /// <summary>What the case is about.</summary>
    public string? Reason { get; init; }
}
