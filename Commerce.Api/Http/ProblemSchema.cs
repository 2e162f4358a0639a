using System.Text.Json.Nodes;
using Commerce.Core.Errors;
using Microsoft.OpenApi;

namespace Commerce.Api.Http;

/// <summary>The form of every error, with the members that <see cref="ProblemAnswer"/> adds to RFC 9457's own.</summary>
internal static class ProblemSchema
{
    public static OpenApiSchema Of(OpenApiDocument document) => new()
    {
        Type = JsonSchemaType.Object,
        Description = "An error (RFC 9457). meta says the same to clients of the original.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "errorCode", "meta" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("Where the sources explain it.", "docs/errors.md#order_001"),
            ["title"] = Text("The status in words.", "Not Found"),
            ["status"] = Number("The HTTP status.", "int32", 404),
            ["detail"] = Text("A sentence for people, in the language asked for.", "주문을 찾을 수 없습니다."),
            ["instance"] = Text("The path of the request.", "/api/v1/orders/1"),
            ["errorCode"] = ErrorCodes(),
            ["meta"] = new OpenApiSchemaReference("Meta", document),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Each field of the request that is wrong, by its name, with what is wrong with it.",
                AdditionalProperties = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema { Type = JsonSchemaType.String },
                },
                Examples = [new JsonObject { ["cardNo"] = new JsonArray("카드 번호가 필요합니다.") }],
            },
            ["traceId"] = Text("Names the request in logs and traces.", "4bf92f3577b34da6a3ce929d0e0e4736"),
            ["orderId"] = Number("The order that was recorded although the request failed.", "int64", 1),
            ["reconciliationId"] = Number("The comparison of books that was stored although it broke off.", "int64", 1),
        },
    };

    private static OpenApiSchema Text(string description, string example) =>
        new() { Type = JsonSchemaType.String, Description = description, Examples = [example] };

    // An enum would have clients fail on a new one.
    private static OpenApiSchema ErrorCodes()
    {
        var schema = Text("What went wrong, for programs: one of these, and there may be new ones.", "ORDER_001");
        var codes = ErrorCode.All.Select(error => error.Code).Distinct().Order(StringComparer.Ordinal);
        schema.Extensions = new Dictionary<string, IOpenApiExtension>
        {
            ["x-extensible-enum"] = new JsonNodeExtension(new JsonArray([.. codes.Select(code => JsonValue.Create(code))])),
        };
        return schema;
    }

    private static OpenApiSchema Number(string description, string format, int example) => new()
    {
        Type = JsonSchemaType.Integer,
        Format = format,
        Description = description,
        Examples = [example],
    };
}
