using Commerce.Core.Webhooks;

namespace Commerce.Api.Webhooks;

/// <param name="Types">Empty: all.</param>
/// <param name="Secret">What messages are signed with: told when it is made, and never again.</param>
/// <param name="FormerSecretUntil">Until when the secret before it signs as well; none when it does not.</param>
internal sealed record WebhookResponse(
    long Id,
    string Url,
    IReadOnlyList<string> Types,
    bool Enabled,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FormerSecretUntil,
    string? Secret = null)
{
    public static WebhookResponse Of(Webhook webhook) =>
        new(webhook.Id, webhook.Url, webhook.EventTypes, webhook.Enabled, webhook.CreatedAt, webhook.FormerSecretUntil);

    public static WebhookResponse Of((Webhook Webhook, string Secret) made) => Of(made.Webhook) with { Secret = made.Secret };

    /// <summary>A record prints its members; this one may hold a secret.</summary>
    public override string ToString() => $"{nameof(WebhookResponse)} {Id}";
}

/// <param name="MessageId">The header webhook-id, the same each time that it is sent.</param>
/// <param name="NextTryAt">None when it arrived or was given up.</param>
/// <param name="LastStatus">What the receiver answered last; none when it did not.</param>
/// <param name="LastFailure">Why it did not.</param>
internal sealed record DeliveryResponse(
    long Id,
    string MessageId,
    string Type,
    long? OrderId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextTryAt,
    int Tries,
    DateTimeOffset? LastTryAt,
    int? LastStatus,
    WebhookFailure? LastFailure,
    DateTimeOffset? DeliveredAt,
    DateTimeOffset? GivenUpAt)
{
    public static DeliveryResponse Of(WebhookDelivery found) => new(
        found.Id,
        found.MessageId,
        found.Type,
        found.OrderId,
        found.CreatedAt,
        found.NextTryAt,
        found.Tries,
        found.LastTryAt,
        found.LastStatus,
        found.LastFailure,
        found.DeliveredAt,
        found.GivenUpAt);
}

/// <param name="NextBefore">What to send as <c>before</c> next; none when these are the oldest.</param>
internal sealed record DeliveryListResponse(IReadOnlyList<DeliveryResponse> Content, long? NextBefore);
