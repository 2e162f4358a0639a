using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Commerce.Api.Http;

/// <summary>Tells readers of the OpenAPI document what an error looks like, and of those that any endpoint can have.</summary>
internal sealed class ProblemInOpenApi : IOpenApiDocumentTransformer, IOpenApiOperationTransformer
{
    private const string Schema = "Problem";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Components!.Schemas![Schema] = ProblemSchema.Of(document);
        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        int[] always = operation.RequestBody is null ? [400, 503] : [400, 413, 415, 503];
        foreach (var status in always.Select(status => status.ToString(CultureInfo.InvariantCulture)))
        {
            (operation.Responses ??= []).TryAdd(status, new OpenApiResponse
            {
                Description = ReasonPhrases.GetReasonPhrase(int.Parse(status, CultureInfo.InvariantCulture)),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(Schema, context.Document) },
                },
            });
        }

        return Task.CompletedTask;
    }
}
