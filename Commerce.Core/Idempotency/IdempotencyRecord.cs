using Commerce.Core.Members;

namespace Commerce.Core.Idempotency;

/// <summary>A key that was used, in the same commit as what it was used for, and the answer that was given.</summary>
public sealed class IdempotencyRecord
{
    public long Id { get; private set; }

    public required MemberId MemberId { get; init; }

    public required IdempotencyKey Key { get; init; }

    public required string RequestHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The order that was placed or cancelled; null only until the transaction that took the key knows it.</summary>
    public long? OrderId { get; private set; }

    /// <summary>The HTTP status of the answer; null until the answer is known.</summary>
    public int? AnswerStatus { get; private set; }

    /// <summary>The body of the answer as it was sent.</summary>
    public string? AnswerBody { get; private set; }

    internal void BelongTo(long orderId) => OrderId = orderId;
}
