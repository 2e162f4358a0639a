using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Commerce.PgSimulator.Toss.Wire;
using Commerce.PgSimulator.Wire;
using Microsoft.OpenApi;

namespace Commerce.PgSimulator.Toss;

/// <summary>What the dialect's handlers read and write by hand, for the OpenAPI document only.</summary>
internal static class TossRoutes
{
    private const string SecretKey = "tossSecretKey";

    /// <summary>Answers 200 with <typeparamref name="T"/>, in no envelope, to the merchant who shows his secret key.</summary>
    public static RouteHandlerBuilder Tells<T>(this RouteHandlerBuilder route, string summary) =>
        route.WithSummary(summary).Produces<T>(StatusCodes.Status200OK, WireJson.MediaType).Refuses(500)
            .AddOpenApiOperationTransformer((operation, context, _) =>
            {
                context.Document!.AddComponent(SecretKey, new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "basic",
                    Description = "The secret key as the user, and no password.",
                });
                operation.Security = [new() { [new OpenApiSecuritySchemeReference(SecretKey, context.Document)] = [] }];
                return Task.CompletedTask;
            });

    /// <summary>Answers one of these statuses with a code and a message.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            route.Produces<DialectFailure>(status, WireJson.MediaType);
        }

        return route;
    }

    /// <summary>Reads which page of the books is asked for.</summary>
    public static RouteHandlerBuilder ReadsPage(this RouteHandlerBuilder route) => route
        .ReadsQuery("startDate", required: true, "The first day in Seoul, or a time.", "2025-08-16")
        .ReadsQuery("endDate", required: true, "The last day in Seoul, or a time.", "2025-08-16")
        .ReadsQuery("startingAfter", required: false, "The line behind which the page begins.", "0123456789ABCDEF0123456789ABCDEF")
        .ReadsQuery("limit", required: false, "How many lines, 1 to 5000; 100 without it.", "100");

    private static RouteHandlerBuilder ReadsQuery(
        this RouteHandlerBuilder route, string name, bool required, string meaning, string example) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Required = required,
                Description = meaning,
                Example = JsonValue.Create(example),
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
            return Task.CompletedTask;
        });
}

/// <summary>The body of a confirm, for the OpenAPI document.</summary>
internal sealed record ConfirmRequestBody([property: Required] string PaymentKey, [property: Required] string OrderId, long Amount);

/// <summary>The body of a cancel, for the OpenAPI document.</summary>
internal sealed record CancelRequestBody([property: Required] string CancelReason, long? CancelAmount, long? RefundableAmount);
