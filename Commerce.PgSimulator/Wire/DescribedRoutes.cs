using Microsoft.OpenApi;

namespace Commerce.PgSimulator.Wire;

/// <summary>
/// What the handlers read and write by hand, for the OpenAPI document only. The framework's own words for it (<c>Accepts</c>) would
/// refuse other media types before the original's catch-all sees them.
/// </summary>
internal static class DescribedRoutes
{
    public const string UserIdHeader = "X-USER-ID";

    /// <summary>Answers 200 with <typeparamref name="T"/> in the envelope.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, string summary) =>
        route.WithSummary(summary).Produces<Envelope<T>>(StatusCodes.Status200OK, WireJson.MediaType);

    public static RouteHandlerBuilder ReadsJson<T>(this RouteHandlerBuilder route) =>
        route.AddOpenApiOperationTransformer(async (operation, context, ct) => operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [WireJson.MediaType] = new() { Schema = await context.GetOrCreateSchemaAsync(typeof(T), parameterDescription: null, ct) },
            },
        });

    public static RouteHandlerBuilder ReadsHeader(this RouteHandlerBuilder route, string name, bool required, string meaning) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Required = required,
                Description = meaning,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
            return Task.CompletedTask;
        });
}
