using Commerce.TestHost.Client;

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
    /// <summary>The order that a payment request or a lookup is about.</summary>
    public string OrderId => Query.TryGetValue("orderId", out var asked) ? asked : Payment.OrderId;

    public long Amount => Payment.Amount;

    /// <summary>The transaction that a lookup or a cancel is about.</summary>
    public string Key => Path.Split('/')[4];

    /// <summary>The member, as the PG is told of him.</summary>
    public string UserId => Headers["X-USER-ID"];

    public string? IdempotencyKey => Headers.GetValueOrDefault("Idempotency-Key");

    // The body of a payment request.
    private PaymentBody Payment => Wire.Read<PaymentBody>(Body)!;

    private sealed record PaymentBody(string OrderId, long Amount);
}
