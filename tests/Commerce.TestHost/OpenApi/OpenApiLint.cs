using System.Text.Json.Nodes;

namespace Commerce.TestHost.OpenApi;

/// <summary>What a linter of OpenAPI documents has to say of one that is kept.</summary>
public static class OpenApiLint
{
    /// <returns>The findings, errors and warnings alike: <c>operation-operationId at #/paths/…</c>.</returns>
    public static async Task<IReadOnlyList<string>> FindingsAsync(string tools, string fileName, CancellationToken ct)
    {
        var (_, output) = await OpenApiTools.RunAsync(
            tools, "redocly", tools, ct, "lint", OpenApiFile.PathOf(fileName), "--config=redocly.yaml", "--format=json",
            "--max-problems=1000");
        var report = JsonNode.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..(output.LastIndexOf('}') + 1)])!;
        return [.. report["problems"]!.AsArray().Select(problem =>
            $"{problem!["ruleId"]} at {problem["location"]?[0]?["pointer"]}: {problem["message"]}")];
    }
}
