using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Commerce.TestHost.OpenApi;

/// <summary>
/// The OpenAPI document of a service as it is kept in <c>docs/openapi</c>, so that a change of the wire is seen in a review. With
/// <c>COMMERCE_WRITE_OPENAPI=true</c> in the environment, what is served is written there before it is compared, unless it breaks clients
/// of what is kept; <c>COMMERCE_WRITE_OPENAPI=breaking</c> writes that too.
/// </summary>
public static class OpenApiFile
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The kept document and the served one, in the same form, and what clients of the kept one would miss in the other.</summary>
    public static async Task<(string Kept, string Served, IReadOnlyList<string> Breaks)> CompareAsync(
        string fileName, HttpClient service, CancellationToken ct)
    {
        var document = (await service.GetFromJsonAsync<JsonObject>("/openapi/v1.json", ct))!;
        var served = document.ToJsonString(Indented) + "\n";
        var path = PathOf(fileName);
        var breaks = OpenApiBreaks.Between(JsonNode.Parse(await File.ReadAllTextAsync(path, ct))!, document);
        var wish = Environment.GetEnvironmentVariable("COMMERCE_WRITE_OPENAPI");
        if (wish == "breaking" || (wish == "true" && breaks.Count == 0))
        {
            await File.WriteAllTextAsync(path, served, ct);
        }

        return (await File.ReadAllTextAsync(path, ct), served, wish == "breaking" ? [] : breaks);
    }

    /// <summary>Where the document is kept.</summary>
    public static string PathOf(string fileName) =>
        Path.GetFullPath(Path.Combine(OwnFolder(), "..", "..", "..", "docs", "openapi", fileName));

    internal static string OwnFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
