using System.Diagnostics;
using System.Runtime.Versioning;

namespace Commerce.IntegrationTests;

/// <summary>
/// A service as it lies in its image: what <c>dotnet publish</c> makes of it, in a folder that cannot be written to, run without root's
/// rights. What was built with the tests is published, so that nothing is compiled anew.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ReadOnlyPublish : IDisposable
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Enterable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // Modes bind root too, once its capabilities are gone. Another user might not even reach the folder.
    private static readonly string[] WithoutRights = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"];

    private readonly string _parent;
    private readonly string _project;

    private ReadOnlyPublish(string parent, string project) => (_parent, _project) = (parent, project);

    public string Folder => Path.Combine(_parent, "app");

    /// <summary>The command that runs it, and its arguments.</summary>
    public string[] Program => [.. Rights, "dotnet", Path.Combine(Folder, $"{_project}.dll")];

    private static string[] Rights => Environment.IsPrivilegedProcess ? WithoutRights : [];

    public static async Task<ReadOnlyPublish> OfAsync(string project)
    {
        var published = new ReadOnlyPublish(Directory.CreateTempSubdirectory("commerce-image-").FullName, project);
        try
        {
            await published.MakeAsync();
            return published;
        }
        catch
        {
            published.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var folder in Directory.GetDirectories(_parent, "*", SearchOption.AllDirectories).Prepend(_parent))
        {
            File.SetUnixFileMode(folder, Enterable | UnixFileMode.UserWrite);
        }

        Directory.Delete(_parent, recursive: true);
    }

    private async Task MakeAsync()
    {
        var tests = AppContext.BaseDirectory.IndexOf(Path.Combine("tests", "Commerce.IntegrationTests"), StringComparison.Ordinal);
        var publish = await RunAsync(
        [
            "dotnet", "publish", Path.Combine(AppContext.BaseDirectory[..tests], _project), "--no-build", "--configuration",
            new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "--output", Folder, "--nologo", "-nodeReuse:false",
        ]);
        Assert.True(publish.ExitCode == 0, publish.Output);
        foreach (var file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(file, Readable);
        }

        foreach (var folder in Directory.GetDirectories(Folder, "*", SearchOption.AllDirectories).Append(Folder))
        {
            File.SetUnixFileMode(folder, Enterable);
        }

        File.SetUnixFileMode(_parent, Enterable | UnixFileMode.UserWrite);
        Assert.NotEqual(0, (await RunAsync([.. Rights, "touch", Path.Combine(Folder, "new")])).ExitCode);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] program)
    {
        using var process = Process.Start(new ProcessStartInfo(program[0], program[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await errors);
    }
}
