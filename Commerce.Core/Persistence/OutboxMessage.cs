using Commerce.Core.Payments;

namespace Commerce.Core.Persistence;

/// <summary>Something that must happen outside the database, written in the commit that made it necessary.</summary>
public sealed class OutboxMessage
{
    public long Id { get; private set; }

    public required OutboxKind Kind { get; init; }

    public required long PaymentId { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was seen to have happened; null until then.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    public static OutboxMessage VoidOf(Payment payment, string reason, DateTimeOffset now) => new()
    {
        Kind = OutboxKind.VoidPayment,
        PaymentId = payment.Id,
        Reason = reason,
        CreatedAt = now,
    };
}

public enum OutboxKind
{
    /// <summary>The PG is to give the money back.</summary>
    VoidPayment,
}
