using System.Security.Cryptography;

namespace Commerce.TestHost.OpenApi;

/// <summary>
/// The linter and the generator of clients, which need node. They are fetched once, in the versions of <c>Tools/package-lock.json</c>.
/// </summary>
public static class OpenApiTools
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    private static string Sources => Path.Combine(OpenApiFile.OwnFolder(), "Tools");

    /// <returns>Their folder, and nothing else; or null, and why they are not to be had here.</returns>
    public static async Task<(string? Folder, string? Reason)> FindAsync(CancellationToken ct)
    {
        if (Npm.MissingReason is { } missing)
        {
            return (null, missing);
        }

        var lockFile = Path.Combine(Sources, "package-lock.json");
        var version = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(lockFile, ct)))[..12];
        var folder = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "commerce", "openapi-tools", version);
        await OneAtATime.WaitAsync(ct);
        try
        {
            return Directory.Exists(folder) ? (folder, null) : await InstallAsync(folder, ct);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>Runs one of the tools, in a folder of the caller's.</summary>
    public static Task<(int Code, string Output)> RunAsync(
        string tools, string name, string folder, CancellationToken ct, params string[] arguments) =>
        Npm.RunAsync(Path.Combine(tools, "node_modules", ".bin", name), folder, ct, arguments);

    // Another process may do the same: each installs beside, and the first one's is taken.
    private static async Task<(string? Folder, string? Reason)> InstallAsync(string folder, CancellationToken ct)
    {
        var beside = $"{folder}-{Environment.ProcessId}";
        Directory.CreateDirectory(beside);
        foreach (var file in Directory.GetFiles(Sources))
        {
            File.Copy(file, Path.Combine(beside, Path.GetFileName(file)), overwrite: true);
        }

        var (code, output) = await Npm.FetchAsync(beside, ct);
        if (code != 0)
        {
            Directory.Delete(beside, recursive: true);
            return (null, $"npm cannot fetch the tools: {output}");
        }

        try
        {
            Directory.Move(beside, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(beside, recursive: true);
        }

        return (folder, null);
    }
}
