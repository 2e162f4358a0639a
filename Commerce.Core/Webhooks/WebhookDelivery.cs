using Commerce.Core.Persistence;

namespace Commerce.Core.Webhooks;

/// <summary>One event for one webhook: what is to be sent, and what came of it.</summary>
public sealed class WebhookDelivery
{
    public const int MaxBodyLength = 1500;

    /// <summary>Rises in the order of the events, for one webhook.</summary>
    public long Id { get; private set; } = UnreadColumns.NextRisingUnreadId();

    public required long WebhookId { get; init; }

    /// <summary>The header <c>webhook-id</c>, the same however often it is sent.</summary>
    public required string MessageId { get; init; }

    /// <summary>Messages about one order are sent one after the other; null: it waits for no other.</summary>
    public required long? OrderId { get; init; }

    public required string Type { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is given up; an operator who has it sent again gives it as much time once more.</summary>
    public required DateTimeOffset GiveUpAt { get; init; }

    /// <summary>When it is sent next; null when it arrived or was given up.</summary>
    public required DateTimeOffset? NextTryAt { get; init; }

    public int Tries { get; init; }

    public DateTimeOffset? LastTryAt { get; init; }

    /// <summary>What the receiver answered last; null when it did not.</summary>
    public int? LastStatus { get; init; }

    /// <summary>Why the receiver did not answer; null when it did.</summary>
    public WebhookFailure? LastFailure { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    public DateTimeOffset? GivenUpAt { get; init; }
}
