using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Commerce.PgSimulator.Wire;

/// <summary>
/// What the handlers read and write by hand, for the OpenAPI document only.
/// </summary>
internal static class DescribedRoutes
{
    public const string UserIdHeader = "X-USER-ID";

    /// <summary>Answers 200 with <typeparamref name="T"/> in the envelope.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, string summary) =>
        route.WithSummary(summary).Produces<Envelope<T>>(StatusCodes.Status200OK, WireJson.MediaType).Fails(500);

    /// <summary>Answers one of these statuses with the reason in the envelope.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            route.Produces<FailureEnvelope>(status, WireJson.MediaType);
        }

        return route;
    }

    public static RouteHandlerBuilder ReadsHeader(
        this RouteHandlerBuilder route, string name, bool required, string meaning, string example) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Required = required,
                Description = meaning,
                Example = JsonValue.Create(example),
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
            return Task.CompletedTask;
        });
}
