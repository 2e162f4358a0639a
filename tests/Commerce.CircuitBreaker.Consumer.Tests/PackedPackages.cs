using System.Diagnostics;
using System.Reflection;
using System.Security;

namespace Commerce.CircuitBreaker.Consumer.Tests;

/// <summary>
/// Both packages, packed once into a folder of this run under a version of this run: nothing that was packed before, wherever a cache
/// keeps it, can be taken for them.
/// </summary>
public sealed class PackedPackages : IAsyncLifetime
{
    public const string Core = "Commerce.CircuitBreaker";
    public const string AspNetCore = "Commerce.CircuitBreaker.AspNetCore";

    // A hang guard and nothing else: packing, restoring and running take seconds.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public string Folder { get; } = Directory.CreateTempSubdirectory("circuit-breaker-").FullName;

    public string Version { get; } = $"0.0.1-run{Guid.NewGuid():n}";

    public async ValueTask InitializeAsync()
    {
        foreach (var package in (string[])[Core, AspNetCore])
        {
            await DotnetAsync(
                RepositoryRoot(), "pack", $"packages/{package}", "--no-build", "--configuration", Metadata("Configuration"),
                "--output", Folder, $"-p:Version={Version}");
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    public string PathOf(string package) => Path.Combine(Folder, $"{package}.{Version}.nupkg");

    /// <summary>Restores, builds and runs the stranger's program, outside the repository.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunConsumerAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "consumer")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Consumer")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "NuGet.config"), $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="packages" />
              </config>
              <packageSources>
                <clear />
                <add key="packed" value="{SecurityElement.Escape(Folder)}" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
                <add key="of the build" value="{SecurityElement.Escape(Metadata("NuGetPackageRoot"))}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        await DotnetAsync(folder, "build", "--output", "out", $"-p:PackedVersion={Version}");
        return await DotnetAsync(folder, "exec", "out/Consumer.dll");
    }

    private static async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the test's own host and SDK say about themselves is not for another one.
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment.Remove("NUGET_PACKAGES"); // It would win over the folder in NuGet.config.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        Assert.True(
            process.ExitCode == 0,
            $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await error}");
        return await output;
    }

    private static string Metadata(string key) =>
        typeof(PackedPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Commerce.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
