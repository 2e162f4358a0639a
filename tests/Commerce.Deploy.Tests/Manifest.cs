using System.Diagnostics;
using System.Text.Json.Nodes;
using Commerce.Deploy.Tests;

[assembly: AssemblyFixture(typeof(Manifest))]

namespace Commerce.Deploy.Tests;

/// <summary>What the AppHost itself says of its stack: <c>--operation publish --publisher manifest</c>.</summary>
public sealed class Manifest : IAsyncLifetime
{
    // Aspire's own, and copies of what a connection string or an address says in one.
    private static readonly string[] NotSettings = ["OTEL_", "ASPNETCORE_FORWARDEDHEADERS_", "HTTP_PORTS", "COMMERCE_", "PAYMENTGATEWAY_",
        "PG_SIMULATOR_", "services__pg-simulator__https__"];

    private JsonObject _resources = [];

    public IReadOnlyList<string> Services => [.. _resources.Where(resource => (string?)resource.Value!["type"] == "project.v0").Select(
        resource => resource.Key).Order(StringComparer.Ordinal)];

    public string MySqlImage => (string)_resources["mysql"]!["image"]!;

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        var file = Path.Combine(Path.GetTempPath(), $"commerce-manifest-{Guid.NewGuid():N}.json");
        var program = Path.Combine(
            AppContext.BaseDirectory.Replace(Path.Combine("tests", "Commerce.Deploy.Tests"), "Commerce.AppHost", StringComparison.Ordinal),
            "Commerce.AppHost.dll");
        string[] arguments = [program, "--operation", "publish", "--publisher", "manifest", "--output-path", file];
        using var host = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var output = await host.StandardOutput.ReadToEndAsync(ct);
        await host.WaitForExitAsync(ct);
        Assert.True(File.Exists(file), output);
        _resources = JsonNode.Parse(await File.ReadAllTextAsync(file, ct))!["resources"]!.AsObject();
        File.Delete(file);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The settings that the AppHost gives to a service; where the PG is, it says by service discovery.</summary>
    public IReadOnlyList<string> SettingsOf(string service) =>
        [.. _resources[service]!["env"]!.AsObject().Select(variable => variable.Key)
            .Where(name => !Array.Exists(NotSettings, name.StartsWith))
            .Select(name => name == "services__pg-simulator__http__0" ? "Pg__BaseAddress" : name)
            .Order(StringComparer.Ordinal)];

    /// <summary>What the AppHost says outright.</summary>
    public string? ValueOf(string service, string variable) => (string?)_resources[service]!["env"]![variable];
}
