using System.Text.Json.Serialization.Metadata;
using Commerce.ServiceDefaults.Http;
using Microsoft.AspNetCore.OpenApi;

namespace Commerce.ServiceDefaults.OpenApi;

/// <summary>
/// The names of the schemas, which are the names of the types in generated clients: <c>OrderPageEnvelope</c>, and not
/// <c>EnvelopeOfPageResponseOfOrderResponse</c>.
/// </summary>
internal static class SchemaNames
{
    private static readonly string[] Endings = ["Response", "Answer", "View", "Details"];

    /// <returns>Null for what has no name of its own, and is written where it is used.</returns>
    public static string? Of(JsonTypeInfo type) => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is null ? null : Of(type.Type);

    private static string Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value);
        }

        if (!type.IsGenericType)
        {
            var ending = Array.Find(Endings, ending => type.Name.EndsWith(ending, StringComparison.Ordinal)) ?? string.Empty;
            return type.Name[..^ending.Length];
        }

        var kind = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
        return Of(type.GetGenericArguments()[0]) + kind switch
        {
            nameof(Envelope<>) => "Envelope",
            "PageResponse" => "Page",
            _ => "List",
        };
    }
}
