using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;

namespace Commerce.ServiceDefaults.OpenApi;

/// <summary>A body that works when it is sent as it is.</summary>
internal sealed record RequestExample(string Json)
{
    public JsonNode Body => JsonNode.Parse(Json)!;
}

public static class RequestExampleExtensions
{
    /// <summary>Shows a body that works when it is sent as it is.</summary>
    public static TBuilder WithRequestExample<TBuilder>(this TBuilder endpoint, [StringSyntax(StringSyntaxAttribute.Json)] string json)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequestExample(json));

    /// <summary>
    /// Shows the body of an endpoint that reads it by hand, for the document only: the framework's own word for it (<c>Accepts</c>) would
    /// refuse other media types before the endpoint sees them.
    /// </summary>
    public static RouteHandlerBuilder DescribeBody<T>(
        this RouteHandlerBuilder route, [StringSyntax(StringSyntaxAttribute.Json)] string example) =>
        route.AddOpenApiOperationTransformer(async (operation, context, ct) => operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new()
                {
                    Schema = await context.GetOrCreateSchemaAsync(typeof(T), parameterDescription: null, ct),
                    Example = JsonNode.Parse(example),
                },
            },
        });
}
