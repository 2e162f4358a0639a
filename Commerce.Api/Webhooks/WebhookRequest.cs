using System.ComponentModel.DataAnnotations;
using Commerce.Core.Webhooks;

namespace Commerce.Api.Webhooks;

/// <param name="Url">Where messages are posted: https, without user or fragment, at most 500 characters.</param>
/// <param name="Types">The types of events that it is told of; none: all.</param>
/// <param name="Enabled">True when left out.</param>
/// <param name="Secret">whsec_ and base64 of 24 to 64 bytes; left out, one is made. Not read by a change.</param>
internal sealed record WebhookRequest(
    [property: Required] string? Url = null, IReadOnlyList<string?>? Types = null, bool Enabled = true, string? Secret = null)
{
    public WebhookForm ToForm() => new(Url, Types, Enabled, Secret);

    /// <summary>A record prints its members; this one holds a secret.</summary>
    public override string ToString() => nameof(WebhookRequest);
}

/// <param name="Secret">As when a webhook is made.</param>
internal sealed record RotateSecretRequest(string? Secret = null)
{
    /// <summary>A record prints its members; this one holds a secret.</summary>
    public override string ToString() => nameof(RotateSecretRequest);
}
