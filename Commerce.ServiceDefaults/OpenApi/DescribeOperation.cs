using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Commerce.ServiceDefaults.OpenApi;

/// <summary>Adds examples that can be sent as they are, and the headers of answers.</summary>
internal sealed class DescribeOperation(DocumentTexts texts) : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var content in operation.RequestBody?.Content?.Values ?? [])
        {
            content.Example ??= metadata.OfType<RequestExample>().LastOrDefault()?.Body;
        }

        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            Describe(parameter);
        }

        operation.Security ??= [[]]; // Everybody may come in: said, and not left open.
        Describe(operation.Responses ??= [], [.. metadata.OfType<ResponseHeaderText>()]);
        foreach (var form in metadata.OfType<OtherForm>())
        {
            form.AddTo(operation.Responses);
        }

        return Task.CompletedTask;
    }

    private void Describe(OpenApiParameter parameter)
    {
        if (parameter.Name is { } name && texts.Parameters.TryGetValue(name, out var text))
        {
            parameter.Description ??= text.Description;
            parameter.Example ??= JsonValue.Create(text.Example);
        }
    }

    private static void Describe(OpenApiResponses responses, IReadOnlyList<ResponseHeaderText> headers)
    {
        var inOrder = responses.OrderBy(response => response.Key, StringComparer.Ordinal).ToList();
        responses.Clear(); // Whoever said first that there are such.
        foreach (var (status, response) in inOrder)
        {
            responses.Add(status, response);
            var number = int.Parse(status, CultureInfo.InvariantCulture);
            if (ResponseHeaderExtensions.AsksToWait(number))
            {
                Add(response, "Retry-After", "In how many seconds to try again.", JsonSchemaType.Integer);
            }

            foreach (var header in headers.Where(header => header.Status == number))
            {
                Add(response, header.Name, header.Description, JsonSchemaType.String);
            }
        }
    }

    private static void Add(IOpenApiResponse response, string name, string description, JsonSchemaType type)
    {
        if (response is OpenApiResponse own)
        {
            (own.Headers ??= new Dictionary<string, IOpenApiHeader>())[name] =
                new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = type } };
        }
    }
}
