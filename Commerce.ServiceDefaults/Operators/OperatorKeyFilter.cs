using System.Security.Cryptography;
using System.Text;
using Commerce.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Operators;

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
        IsOperator(invocation.HttpContext) ? await next(invocation) : OperatorProblems.NoOperator());

    internal static bool IsOperator(HttpContext context) =>
        context.Request.Headers[Header] is [{ } only] && IsRight(only, KeyOf(context.RequestServices));

    internal static string? KeyOf(IServiceProvider services) =>
        services.GetRequiredService<IOptionsMonitor<OperatorOptions>>().CurrentValue.Key;

    // Hashes have one length, and comparing them takes one time whatever the caller sent.
    internal static bool IsRight(string sent, string? key) =>
        key is { Length: > 0 } && CryptographicOperations.FixedTimeEquals(Hash(sent), Hash(key));

    /// <summary>Binds and checks <c>Operator:Key</c>; adding it again does nothing.</summary>
    internal static void AddOperatorKey(this IServiceCollection services)
    {
        if (services.All(service => service.ServiceType != typeof(IConfigureOptions<OperatorOptions>)))
        {
            services.AddValidatedOptions<OperatorOptions>(OperatorOptions.Section);
        }
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
