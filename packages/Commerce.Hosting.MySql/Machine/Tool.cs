using System.ComponentModel;
using System.Diagnostics;

namespace Commerce.Hosting.MySql.Machine;

/// <summary>What a command line tool answered.</summary>
internal sealed record ToolAnswer(int ExitCode, string Output, string Errors);

/// <summary>Runs a command line tool to its end.</summary>
internal static class Tool
{
    // Debian keeps mysqld in a folder that is not on an ordinary user's PATH.
    private static readonly string[] Beside = OperatingSystem.IsWindows() ? [] : ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"];

    /// <summary>The full path of <paramref name="name"/> on PATH, or null.</summary>
    public static string? Find(string name)
    {
        var file = OperatingSystem.IsWindows() && !name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name + ".exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(Beside)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }

    /// <exception cref="DistributedApplicationException">It cannot be started.</exception>
    public static Task<ToolAnswer> RunAsync(string command, IEnumerable<string> args, CancellationToken ct) =>
        RunAsync(command, args, string.Empty, _ => { }, ct);

    /// <param name="input">What it reads on standard input.</param>
    /// <param name="onLine">Told each line of standard output as it comes.</param>
    /// <exception cref="DistributedApplicationException">It cannot be started.</exception>
    public static async Task<ToolAnswer> RunAsync(
        string command,
        IEnumerable<string> args,
        string input,
        Action<string> onLine,
        CancellationToken ct)
    {
        var start = new ProcessStartInfo(
            command, args)
        { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["LC_ALL"] = "C";
        using var process = Start(start);
        try
        {
            var written = WriteAsync(process.StandardInput, input, ct);
            var errors = process.StandardError.ReadToEndAsync(ct);
            var output = await ReadLinesAsync(process.StandardOutput, onLine, ct);
            await process.WaitForExitAsync(ct);
            await written;
            return new ToolAnswer(process.ExitCode, output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None); // It may still be writing.
            throw;
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
            throw new DistributedApplicationException($"{start.FileName} cannot be started: {e.Message}", e);
        }
    }

    private static async Task WriteAsync(StreamWriter writer, string input, CancellationToken ct)
    {
        try
        {
            await writer.WriteAsync(input.AsMemory(), ct);
            writer.Close();
        }
        catch (IOException)
        {
            // It ended without reading to the end; its exit code says what happened.
        }
    }

    private static async Task<string> ReadLinesAsync(StreamReader reader, Action<string> onLine, CancellationToken ct)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            onLine(line);
            lines.Add(line);
        }

        return string.Join('\n', lines);
    }
}
