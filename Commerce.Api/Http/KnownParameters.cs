using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.CompilerServices;
using Commerce.Core.Errors;
using Commerce.Core.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Commerce.Api.Http;

/// <summary>
/// Refuses query parameters that an endpoint does not have: who misspells a filter would otherwise be given everything, as if nothing
/// matched better.
/// </summary>
internal static class KnownParameters
{
    private const string Prefix = "/api/v1";
    private const int MaxEchoedLength = 50;
    private static readonly ConditionalWeakTable<RouteEndpoint, FrozenSet<string>> Known = [];

    public static void UseKnownParameters(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.QueryString.HasValue && context.GetEndpoint() is RouteEndpoint endpoint && IsOurs(endpoint))
        {
            Check(context.Request.Query, Known.GetValue(endpoint, ParametersOf));
        }

        return next(context);
    });

    /// <summary>The endpoint is called by somebody else's program, at an address that may carry more than we know.</summary>
    public static TBuilder TakesAnyParameter<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(AnyParameter.Instance);

    private static bool IsOurs(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText?.StartsWith(Prefix, StringComparison.Ordinal) == true
        && endpoint.Metadata.GetMetadata<AnyParameter>() is null;

    private static void Check(IQueryCollection query, FrozenSet<string> known)
    {
        var fields = new FieldChecks();
        foreach (var name in query.Keys.Where(name => !known.Contains(name)))
        {
            var echoed = ForeignText.Bounded(name, MaxEchoedLength);
            fields.Read<string>(() => throw new CommerceException(
                ErrorCode.BadRequest, Sentence.ParameterUnknown, echoed, string.Join(", ", known.Order(StringComparer.Ordinal)))
            {
                Field = echoed,
            });
        }

        fields.ThrowIfAny();
    }

    private static FrozenSet<string> ParametersOf(RouteEndpoint endpoint) =>
        (endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? [])
        .SelectMany(parameter => parameter.GetCustomAttribute<AsParametersAttribute>() is null
            ? [(parameter.Name!, parameter.ParameterType)]
            : parameter.ParameterType.GetProperties().Select(property =>
                (property.GetCustomAttribute<FromQueryAttribute>()?.Name ?? property.Name, property.PropertyType)))
        .Where(parameter => IsText(parameter.Item2) && endpoint.RoutePattern.GetParameter(parameter.Item1) is null)
        .Select(parameter => parameter.Item1)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // What the framework reads from an address: text, and what is parsed from text.
    private static bool IsText(Type type) => type == typeof(string)
        || (Nullable.GetUnderlyingType(type) ?? type).GetInterfaces()
            .Any(made => made.IsGenericType && made.GetGenericTypeDefinition() == typeof(IParsable<>));

    private sealed class AnyParameter
    {
        public static readonly AnyParameter Instance = new();
    }
}
