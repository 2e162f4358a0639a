using System.Reflection;
using Commerce.Api.Idempotency;
using Commerce.Api.Members;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Commerce.Api;

/// <summary>Tells readers of the OpenAPI document which headers an endpoint reads; it is the handler's parameters that know.</summary>
internal sealed class HeadersInOpenApi : IOpenApiOperationTransformer
{
    private static readonly (Type Parameter, string Name, bool Required, string Description)[] Headers =
    [
        (typeof(IdempotencyHeader), IdempotencyHeader.Name, false, "Your name for this intent: the same key and body have one effect and one answer, however often they are sent."),
        (typeof(CurrentMember), CurrentMember.Header, true, "The member id."),
    ];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var parameters = context.Description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>()
            .SelectMany(handler => handler.GetParameters()).Select(parameter => parameter.ParameterType).ToHashSet();
        foreach (var (_, name, required, description) in Headers.Where(header => parameters.Contains(header.Parameter)))
        {
            operation.Parameters ??= [];
            operation.Parameters.Insert(0, new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Required = required,
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        return Task.CompletedTask;
    }
}
