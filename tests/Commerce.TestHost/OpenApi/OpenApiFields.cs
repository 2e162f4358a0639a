using System.Text.Json.Nodes;

namespace Commerce.TestHost.OpenApi;

/// <summary>A parameter, or a property wherever it lies.</summary>
internal sealed record OpenApiField(string Type, bool IsRequired);

/// <summary>All that an operation reads and all that its successes have, by where it lies: <c>body.items[].productId</c>.</summary>
internal sealed class OpenApiFields
{
    private readonly JsonNode _document;

    public OpenApiFields(JsonNode document, JsonNode operation)
    {
        _document = document;
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            Request[$"{parameter!["in"]} {parameter["name"]}"] =
                new OpenApiField(TypeOf(parameter["schema"]!), parameter["required"]?.GetValue<bool>() ?? false);
        }

        var body = operation["requestBody"];
        Read(body?["content"], "body", body?["required"]?.GetValue<bool>() ?? false, Request);
        foreach (var (status, response) in operation["responses"]!.AsObject().Where(response => response.Key.StartsWith('2')))
        {
            Read(response!["content"], status, isRequired: true, Response);
        }
    }

    public Dictionary<string, OpenApiField> Request { get; } = [];

    public Dictionary<string, OpenApiField> Response { get; } = [];

    private void Read(JsonNode? content, string at, bool isRequired, Dictionary<string, OpenApiField> fields)
    {
        foreach (var (mediaType, media) in content?.AsObject() ?? [])
        {
            Read(media!["schema"], mediaType == "application/json" ? at : $"{at} {mediaType}", isRequired, fields, []);
        }
    }

    private void Read(JsonNode? schema, string at, bool isRequired, Dictionary<string, OpenApiField> fields, IReadOnlyList<string> within)
    {
        if (schema is null)
        {
            return;
        }

        var name = (string?)schema["$ref"];
        var resolved = Resolve(schema);
        fields[at] = new OpenApiField(TypeOf(resolved), isRequired);
        if (name is not null && within.Contains(name))
        {
            return; // A schema that has itself in it.
        }

        var inside = name is null ? within : [.. within, name];
        var required = (resolved["required"]?.AsArray() ?? []).Select(entry => (string)entry!).ToHashSet();
        foreach (var (property, inner) in resolved["properties"]?.AsObject() ?? [])
        {
            Read(inner, $"{at}.{property}", required.Contains(property), fields, inside);
        }

        Read(resolved["items"], $"{at}[]", isRequired: false, fields, inside);
    }

    private JsonNode Resolve(JsonNode schema) => (string?)schema["$ref"] is { } name
        ? _document["components"]!["schemas"]![name[(name.LastIndexOf('/') + 1)..]]!
        : schema;

    private string TypeOf(JsonNode schema)
    {
        var resolved = Resolve(schema);
        var type = resolved["type"]?.ToJsonString().Trim('"') ?? "anything";
        return (string?)resolved["format"] is { } format ? $"{type} ({format})" : type;
    }
}
