using System.Diagnostics;

namespace Commerce.TestHost;

/// <summary>Node and npm of this machine, if there are any, and what runs by them.</summary>
public static class Npm
{
    /// <summary>Null when both are there.</summary>
    public static string? MissingReason => IsOnPath("node") && IsOnPath("npm") ? null : "No node and npm here.";

    /// <summary>Runs npm, or a program that it has installed, in a folder.</summary>
    public static async Task<(int Code, string Output)> RunAsync(
        string program, string folder, CancellationToken ct, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["REDOCLY_TELEMETRY"] = "off", ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true", ["NO_COLOR"] = "1" },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(ct);
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, output + await errors);
    }

    /// <summary>Fetches what the folder's lock file names, without running any package's own scripts.</summary>
    public static Task<(int Code, string Output)> FetchAsync(string folder, CancellationToken ct) =>
        RunAsync("npm", folder, ct, "ci", "--ignore-scripts", "--no-audit", "--no-fund");

    private static bool IsOnPath(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
