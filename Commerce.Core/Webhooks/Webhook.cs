using Commerce.Core.Events;

namespace Commerce.Core.Webhooks;

/// <summary>An address of one of the shop's other systems that is told of events.</summary>
public sealed class Webhook
{
    public const int MaxUrlLength = 500;
    public const int MaxTypesLength = 200;
    public const int MaxSealedLength = 200;

    public long Id { get; private set; }

    public required string Url { get; set; }

    /// <summary>The types that it is told of, as they are called outside, separated by commas; empty: all.</summary>
    public required string Types { get; set; }

    /// <summary>False: it is told of nothing that happens meanwhile, and what waits for it goes on waiting.</summary>
    public required bool Enabled { get; set; }

    /// <summary>What its messages are signed with, sealed (<see cref="SealSecret"/>).</summary>
    public required string Secret { get; set; }

    /// <summary>The secret before it, which signs as well for some time; null when there was none.</summary>
    public string? FormerSecret { get; set; }

    /// <summary>Until when the former one signs; null when there was none.</summary>
    public DateTimeOffset? FormerSecretUntil { get; set; }

    /// <summary>Up to which event its messages are written down.</summary>
    public required long PlannedThrough { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public IReadOnlyList<string> EventTypes => Types.Split(',', StringSplitOptions.RemoveEmptyEntries);

    public bool Wants(EventType type) => Types.Length == 0 || EventTypes.Contains(EventTypeName.Of(type));
}
