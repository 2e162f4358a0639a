using System.ComponentModel;
using System.Diagnostics;

namespace Commerce.Chaos.PlantedBugs;

/// <summary>A program that is run to its end in a folder.</summary>
internal static class Tool
{
    /// <param name="limit">How long it may take; then it is killed, and what it has started too.</param>
    /// <returns>Its exit code, null when it was killed, and all that it printed.</returns>
    /// <exception cref="InvalidOperationException">It cannot be started.</exception>
    public static async Task<(int? ExitCode, string Output)> RunAsync(
        string folder, TimeSpan limit, string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A copy without a .git of its own must not be taken for a part of whatever lies above it.
        start.Environment["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(folder);
        using var process = Start(start);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        end.CancelAfter(limit);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(end.Token), process.StandardError.ReadToEndAsync(end.Token));
            await Task.WhenAll(output, errors);
            await process.WaitForExitAsync(end.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            ct.ThrowIfCancellationRequested();
            return (null, $"{program} has not ended within {limit}.");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"{start.FileName} cannot be started: {e.Message}", e);
        }
    }
}
