using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Commerce.Api.Http;

/// <summary>Tells readers of the OpenAPI document which headers an endpoint reads; it is the handler's parameters that know.</summary>
internal sealed class HeadersInOpenApi : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var headers = context.Description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>()
            .SelectMany(handler => handler.GetParameters())
            .Select(parameter => parameter.ParameterType.GetCustomAttribute<RequestHeaderAttribute>())
            .OfType<RequestHeaderAttribute>()
            .OrderByDescending(header => header.Required)
            .Select(IOpenApiParameter (header) => new OpenApiParameter
            {
                Name = header.Name,
                In = ParameterLocation.Header,
                Required = header.Required,
                Description = header.Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            })
            .ToList();
        if (headers.Count > 0)
        {
            operation.Parameters = [.. operation.Parameters ?? [], .. headers];
        }

        return Task.CompletedTask;
    }
}
