using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Commerce.TestHost;

/// <summary>
/// The OpenAPI document of a service as it is kept in <c>docs/openapi</c>, so that a change of the wire is seen in a review. With
/// <c>COMMERCE_WRITE_OPENAPI=true</c> in the environment, what is served is written there before it is compared.
/// </summary>
public static class OpenApiFile
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The kept document and the served one, in the same form, without the address of the service: a test has its own.</summary>
    public static async Task<(string Kept, string Served)> CompareAsync(string fileName, HttpClient service, CancellationToken ct)
    {
        var document = await service.GetFromJsonAsync<JsonObject>("/openapi/v1.json", ct);
        document!.Remove("servers");
        var served = document.ToJsonString(Indented) + "\n";

        var path = Path.GetFullPath(Path.Combine(OwnFolder(), "..", "..", "docs", "openapi", fileName));
        if (Environment.GetEnvironmentVariable("COMMERCE_WRITE_OPENAPI") == "true")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, served, ct);
        }

        return (await File.ReadAllTextAsync(path, ct), served);
    }

    private static string OwnFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
