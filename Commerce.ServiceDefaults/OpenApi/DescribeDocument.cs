using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Commerce.ServiceDefaults.OpenApi;

/// <summary>Gives the document its title and its tags, and leaves out the nulls that nobody sends or gets.</summary>
internal sealed class DescribeDocument(DocumentTexts texts) : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = texts.Title;
        document.Info.Description = texts.Description;
        document.Info.License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" };
        document.Servers = [new OpenApiServer { Url = "/", Description = "This process" }];
        var used = (document.Tags ?? new HashSet<OpenApiTag>()).Select(tag => tag.Name).ToHashSet();
        document.Tags = new HashSet<OpenApiTag>(
            texts.Tags.Where(tag => used.Contains(tag.Name))
                .Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
        foreach (var schema in (document.Components?.Schemas?.Values ?? []).OfType<OpenApiSchema>())
        {
            LeaveNullsOut(schema);
        }

        return Task.CompletedTask;
    }

    // What refers to another schema and may be null is written as one of the two.
    private static void LeaveNullsOut(OpenApiSchema schema)
    {
        foreach (var (name, property) in schema.Properties?.ToList() ?? [])
        {
            schema.Properties![name] = WithoutNull(property);
        }

        if (schema.Items is { } items)
        {
            schema.Items = WithoutNull(items);
        }
    }

    private static IOpenApiSchema WithoutNull(IOpenApiSchema schema)
    {
        var one = schema.OneOf?.Where(choice => choice.Type != JsonSchemaType.Null).ToList() is [var only] ? only : schema;
        if (one is OpenApiSchema inner)
        {
            LeaveNullsOut(inner);
        }

        return one;
    }
}
