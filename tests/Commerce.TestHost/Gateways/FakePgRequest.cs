using System.Text.Json.Nodes;

namespace Commerce.TestHost.Gateways;

/// <summary>One request as it reached a <see cref="FakePg"/>.</summary>
/// <param name="Path">Decoded, without the query.</param>
/// <param name="Query">Decoded.</param>
/// <param name="Headers">By name, in any case.</param>
public sealed record FakePgRequest(
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    DateTimeOffset ReceivedAt)
{
    /// <summary>The body of a payment request.</summary>
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The order that a payment request or a lookup is about.</summary>
    public string OrderId => Query.TryGetValue("orderId", out var asked) ? asked : (string)Json["orderId"]!;

    public long Amount => (long)Json["amount"]!;

    /// <summary>The transaction that a lookup or a cancel is about.</summary>
    public string Key => Path.Split('/')[4];

    /// <summary>The member, as the PG is told of him.</summary>
    public string UserId => Headers["X-USER-ID"];

    public string? IdempotencyKey => Headers.GetValueOrDefault("Idempotency-Key");
}
