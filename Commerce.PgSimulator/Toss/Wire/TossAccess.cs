using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Toss.Wire;

/// <summary>
/// Who may come in below <c>/toss/v1</c>: the merchant with his secret key, so often a minute; and the errors that he asks for by
/// <c>TossPayments-Test-Code</c>, which come before anything else is looked at.
/// </summary>
internal sealed class TossAccess(RequestDelegate next, IOptions<TossDialectOptions> options) : IDisposable
{
    private const string TestCode = "TossPayments-Test-Code";
    private const string Basic = "Basic ";

    private readonly PartitionedRateLimiter<string> _limits = LimitsOf(options.Value.RequestsPerMinute);

    /// <exception cref="TossException">He may not, or asked for this error.</exception>
    public async Task InvokeAsync(HttpContext context)
    {
        CheckKey(KeyOf(context.Request));
        using var lease = _limits.AttemptAcquire(ApiOf(context));
        if (!lease.IsAcquired)
        {
            throw new TossException("TOO_MANY_REQUESTS");
        }

        if (context.Request.Headers.TryGetValue(TestCode, out var code))
        {
            throw new TossException(TossErrors.Find(code.ToString()) ?? TossErrors.Named("INVALID_TEST_CODE"));
        }

        await next(context);
    }

    public void Dispose() => _limits.Dispose();

    // base64 of the key, a colon, and no password.
    private static string KeyOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var buffer = new byte[header.Length];
        if (header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)
            && Convert.TryFromBase64String(header[Basic.Length..].Trim(), buffer, out var length)
            && Encoding.UTF8.GetString(buffer, 0, length) is var pair
            && pair.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            && colon == pair.Length - 1)
        {
            return pair[..colon];
        }

        throw new TossException("INCORRECT_BASIC_AUTH_FORMAT");
    }

    private void CheckKey(string key)
    {
        if (IsSame(key, options.Value.SecretKey))
        {
            return;
        }

        throw new TossException(IsSame(key, options.Value.ClientKey) ? "INVALID_API_KEY" : "UNAUTHORIZED_KEY");
    }

    private static bool IsSame(string key, string? own) =>
        own is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(own));

    private static string ApiOf(HttpContext context) =>
        $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}";

    private static PartitionedRateLimiter<string> LimitsOf(int perMinute) => PartitionedRateLimiter.Create<string, string>(api =>
        perMinute == 0
            ? RateLimitPartition.GetNoLimiter(api)
            : RateLimitPartition.GetFixedWindowLimiter(
                api, _ => new() { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
}
