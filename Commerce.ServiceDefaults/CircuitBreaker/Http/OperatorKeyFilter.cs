using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.CircuitBreaker.Http;

/// <summary>Lets operators through and nobody else.</summary>
public static class OperatorKeyFilter
{
    private const string Header = "X-Operator-Key";

    /// <summary>
    /// Demands header <c>X-Operator-Key</c> with the value of <c>Operator:Key</c>; else 401. Where no key is configured, nobody is an
    /// operator.
    /// </summary>
    public static TBuilder RequireOperatorKey<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.AddEndpointFilter(async (invocation, next) =>
    {
        var context = invocation.HttpContext;
        var key = context.RequestServices.GetRequiredService<IOptionsMonitor<OperatorOptions>>().CurrentValue.Key;
        return IsRight(context.Request.Headers[Header], key) ? await next(invocation) : CircuitProblems.NoOperator();
    });

    // Hashes have one length, and comparing them takes one time whatever the caller sent.
    private static bool IsRight(Microsoft.Extensions.Primitives.StringValues sent, string? key) =>
        key is { Length: > 0 } && sent is [{ } only] && CryptographicOperations.FixedTimeEquals(Hash(only), Hash(key));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
