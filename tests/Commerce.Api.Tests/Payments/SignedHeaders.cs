using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Commerce.Core.Gateways;

namespace Commerce.Api.Tests.Payments;

/// <summary>The headers with which the simulator signs a callback, now and by the right clock.</summary>
internal static class SignedHeaders
{
    /// <param name="secret">As it is configured: <c>whsec_</c> and Base64.</param>
    public static CallbackHeaders Of(string body, string secret)
    {
        var id = $"msg_{Guid.NewGuid():N}";
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var signature = $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")))}";
        return new CallbackHeaders([new("webhook-id", id), new("webhook-timestamp", timestamp), new("webhook-signature", signature)]);
    }
}
