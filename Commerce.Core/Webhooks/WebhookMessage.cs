using System.Text.Json;
using Commerce.Core.Events;

namespace Commerce.Core.Webhooks;

/// <summary>
/// An event as a receiver reads it: <c>{"type", "timestamp", "data"}</c> of Standard Webhooks, with its place in the log.
/// </summary>
internal static class WebhookMessage
{
    public const string TestType = "webhook.test";

    /// <summary>The same for each webhook and each try.</summary>
    public static string IdOf(CommerceEvent happened) => $"evt_{happened.Position}";

    public static string BodyOf(CommerceEvent happened) => JsonSerializer.Serialize(new
    {
        id = happened.Position,
        type = EventTypeName.Of(happened.Type),
        timestamp = happened.OccurredAt,
        data = JsonSerializer.Deserialize<JsonElement>(happened.Data),
    });

    public static string TestBody(DateTimeOffset now) => JsonSerializer.Serialize(new { type = TestType, timestamp = now, data = new { } });
}
