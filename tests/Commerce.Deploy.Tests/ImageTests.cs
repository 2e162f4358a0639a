using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Commerce.Deploy.Tests;

/// <summary>What the SDK would make an image of, by its own evaluation: no registry and no engine is asked.</summary>
public sealed class ImageTests
{
    /// <summary>Where every service listens in its image.</summary>
    public const string Port = "8080";

    [Theory]
    [InlineData("Commerce.Api", "commerce-api")]
    [InlineData("Commerce.Worker", "commerce-worker")]
    [InlineData("Commerce.PgSimulator", "commerce-pg-simulator")]
    public async Task The_image_of_a_service_is_small_says_what_it_is_and_does_not_run_as_root(string project, string name)
    {
        var image = await EvaluateAsync(project);
        var properties = image["Properties"]!;

        Assert.Equal("mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled", (string?)properties["ContainerBaseImage"]);
        Assert.Equal(name, (string?)properties["ContainerRepository"]);
        Assert.Equal("1654", (string?)properties["ContainerUser"]); // The base image's own, as a number: Kubernetes cannot check a name.
        Assert.Equal((string?)properties["VersionPrefix"], (string?)properties["ContainerImageTag"]);
        Assert.Equal(Port, Assert.Single(Items(image, "ContainerPort")).Key);
        Assert.Equal(Port, Items(image, "ContainerEnvironmentVariable")["ASPNETCORE_HTTP_PORTS"]);
        var labels = Items(image, "ContainerLabel");
        Assert.Equal(name, labels["org.opencontainers.image.title"]);
        Assert.Equal("MIT", labels["org.opencontainers.image.licenses"]);
        Assert.Equal((string?)properties["VersionPrefix"], labels["org.opencontainers.image.version"]);
        Assert.EndsWith(".", labels["org.opencontainers.image.description"], StringComparison.Ordinal);
    }

    private static async Task<JsonNode> EvaluateAsync(string project)
    {
        var ct = TestContext.Current.CancellationToken;
        var root = AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf(
            Path.Combine("tests", "Commerce.Deploy.Tests"), StringComparison.Ordinal)];
        using var build = Process.Start(new ProcessStartInfo("dotnet",
        [
            "msbuild", Path.Combine(root, project), "-t:ComputeContainerConfig", "-nodeReuse:false", "-getProperty:ContainerBaseImage",
            "-getProperty:ContainerRepository", "-getProperty:ContainerUser", "-getProperty:ContainerImageTag",
            "-getProperty:VersionPrefix", "-getItem:ContainerLabel", "-getItem:ContainerPort", "-getItem:ContainerEnvironmentVariable",
        ])
        { RedirectStandardOutput = true })!;
        var output = await build.StandardOutput.ReadToEndAsync(ct);
        await build.WaitForExitAsync(ct);
        Assert.True(build.ExitCode == 0, output);
        return JsonNode.Parse(output)!;
    }

    private static Dictionary<string, string?> Items(JsonNode image, string kind) => image["Items"]![kind]!.AsArray().ToDictionary(
        item => (string)item!["Identity"]!, item => (string?)item!["Value"]);
}
