using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Commerce.IntegrationTests.Callbacks;

/// <summary>A callback as the PG sends it, signed after Standard Webhooks; each part can be made wrong.</summary>
internal sealed record SignedCallback(string Body)
{
    public string Id { get; init; } = $"msg_{Guid.NewGuid():N}";

    public string Timestamp { get; init; } = SecondsSinceEpoch(TimeSpan.Zero);

    public string Secret { get; init; } = ShopSettings.CallbackSecrets[0];

    /// <summary>What is signed, when it is not what is sent.</summary>
    public string? SignedBody { get; init; }

    public static SignedCallback Of(string key, long orderId, long amount, string status = "SUCCESS") =>
        new($$"""{"transactionKey":"{{key}}","orderId":"ORDER{{orderId:D6}}","amount":{{amount}},"status":"{{status}}"}""");

    public static string SecondsSinceEpoch(TimeSpan age) =>
        (TimeProvider.System.GetUtcNow() - age).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public HttpRequestMessage ToRequest(string path = "/api/v1/payments/callback")
    {
        var key = Convert.FromBase64String(Secret["whsec_".Length..]);
        var signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{SignedBody ?? Body}"));
        var request = new HttpRequestMessage(
            HttpMethod.Post, path)
        { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("webhook-id", Id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", Timestamp);
        request.Headers.TryAddWithoutValidation("webhook-signature", $"v1,bm90IHRoaXM= v1,{Convert.ToBase64String(signature)}");
        return request;
    }
}
