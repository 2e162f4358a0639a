namespace Commerce.Core.CustomerService;

/// <summary>Something that customer service should know of. There is at most one a payment and reason.</summary>
public sealed class CustomerServiceCase
{
    public const int MaxDetailLength = 500;
    public const int MaxNoteLength = 500;

    public long Id { get; private set; }

    public required CaseReason Reason { get; init; }

    /// <summary>Null when it could not be found out which payment it is about.</summary>
    public required long? OrderId { get; init; }

    /// <summary>Null like <see cref="OrderId"/>.</summary>
    public required long? PaymentId { get; init; }

    /// <summary>What happened, in a sentence without card data.</summary>
    public required string Detail { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it settled itself or was settled by a person; null until then.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>What the operator who resolved it wrote; null when nobody did.</summary>
    public string? Note { get; init; }

    /// <summary>What it is about, for people.</summary>
    public string Subject => PaymentId is null ? "no payment that is known" : $"order {OrderId}, payment {PaymentId}";
}
