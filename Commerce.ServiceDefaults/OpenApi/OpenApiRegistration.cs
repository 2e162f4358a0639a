using Microsoft.AspNetCore.OpenApi;

namespace Commerce.ServiceDefaults.OpenApi;

public static class OpenApiRegistration
{
    /// <summary>Has the document say what goes over the wire, in words and types that generators of clients understand.</summary>
    public static OpenApiOptions DescribeWire(this OpenApiOptions options, DocumentTexts texts)
    {
        options.CreateSchemaReferenceId = SchemaNames.Of;
        return options
            .AddSchemaTransformer<WireSchemas>()
            .AddOperationTransformer(new DescribeOperation(texts))
            .AddDocumentTransformer(new DescribeDocument(texts));
    }
}
