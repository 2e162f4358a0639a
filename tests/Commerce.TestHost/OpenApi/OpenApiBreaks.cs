using System.Text.Json.Nodes;

namespace Commerce.TestHost.OpenApi;

/// <summary>
/// What clients of one document would miss in a newer one: a path, an operation or its id, a success, a header of an answer, a parameter or
/// a property that has gone or changed its type, and what a request need not have had and must have now.
/// </summary>
public static class OpenApiBreaks
{
    public static IReadOnlyList<string> Between(JsonNode kept, JsonNode served)
    {
        var now = Operations(served).ToDictionary(operation => operation.Name, operation => operation.Description);
        return [.. Operations(kept).SelectMany(IEnumerable<string> (operation) => now.TryGetValue(operation.Name, out var there)
            ?
            [
                .. Between(operation.Name, operation.Description, there),
                .. Between(operation.Name, new OpenApiFields(kept, operation.Description), new OpenApiFields(served, there)),
            ]
            : [$"{operation.Name} has gone"])];
    }

    private static IEnumerable<string> Between(string operation, JsonNode kept, JsonNode served)
    {
        if ((string?)kept["operationId"] != (string?)served["operationId"])
        {
            yield return $"{operation} is called {served["operationId"]} and no longer {kept["operationId"]}";
        }

        foreach (var (status, response) in kept["responses"]!.AsObject().Where(response => response.Key.StartsWith('2')))
        {
            if (served["responses"]![status] is not { } there)
            {
                yield return $"{operation} answers {status} no longer";
                continue;
            }

            foreach (var (header, _) in response!["headers"]?.AsObject() ?? [])
            {
                if (there["headers"]?[header] is null)
                {
                    yield return $"{operation} answers {status} without {header}";
                }
            }
        }
    }

    private static IEnumerable<(string Name, JsonNode Description)> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Select(operation => ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!)));

    private static IEnumerable<string> Between(string operation, OpenApiFields kept, OpenApiFields served) =>
    [
        .. Between($"{operation} takes", kept.Request, served.Request),
        .. served.Request.Where(field => field.Value.IsRequired && !(kept.Request.GetValueOrDefault(field.Key)?.IsRequired ?? false))
            .Select(field => $"{operation} now needs {field.Key}"),
        .. Between($"{operation} answers", kept.Response, served.Response),
        .. kept.Response.Where(field => field.Value.IsRequired && served.Response.GetValueOrDefault(field.Key) is { IsRequired: false })
            .Select(field => $"{operation} may now answer without {field.Key}"),
    ];

    private static IEnumerable<string> Between(
        string what, IReadOnlyDictionary<string, OpenApiField> kept, Dictionary<string, OpenApiField> served) =>
        kept.Where(field => served.GetValueOrDefault(field.Key)?.Type != field.Value.Type).Select(field =>
            served.TryGetValue(field.Key, out var there)
                ? $"{what} {field.Key} as {there.Type} and no longer as {field.Value.Type}"
                : $"{what} {field.Key} no longer");
}
