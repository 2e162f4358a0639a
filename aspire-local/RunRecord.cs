using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting;

/// <summary>
/// Which processes this AppHost started, on disk, so that the next one can end them when this one could not (kill -9, power).
/// A process is known by its id *and* its start time: an id that was given to somebody else is left alone.
/// </summary>
internal sealed class RunRecord(string directory)
{
    private readonly string _file = Path.Combine(directory, $"run-{Environment.ProcessId}-{Guid.NewGuid():N}.txt");
    private readonly ConcurrentDictionary<int, string> _started = [];
    private readonly Lock _writing = new();

    public void Add(Process process)
    {
        _started[process.Id] = Identity(process.Id) ?? string.Empty;
        Write();
    }

    public void Remove(Process process)
    {
        _started.TryRemove(process.Id, out _);
        Write();
    }

    public void Forget() => File.Delete(_file);

    /// <summary>Ends what AppHosts that are no longer there have left running, and says so.</summary>
    public void EndLeftovers()
    {
        Directory.CreateDirectory(directory);
        foreach (var file in Directory.GetFiles(directory, "run-*.txt"))
        {
            var lines = File.ReadAllLines(file);
            if (lines.Length == 0 || IsAlive(lines[0]))
            {
                continue;
            }

            var left = lines.Skip(1).Where(IsAlive).Select(line => Process.GetProcessById(Pid(line))).ToList();
            foreach (var process in left)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit(TimeSpan.FromSeconds(5));
            }

            if (left.Count > 0)
            {
                Console.WriteLine($"An earlier AppHost (process {Pid(lines[0])}) was killed and left {left.Count} processes running: ended {string.Join(", ", left.Select(p => p.Id))}.");
            }

            File.Delete(file);
        }
    }

    private void Write()
    {
        lock (_writing)
        {
            var half = _file + ".tmp";
            File.WriteAllLines(half, _started.Select(p => $"{p.Key} {p.Value}").Prepend($"{Environment.ProcessId} {Identity(Environment.ProcessId)}"));
            File.Move(half, _file, overwrite: true);
        }
    }

    private static bool IsAlive(string line) => line.Split(' ', 2) is [var pid, var identity]
        && int.TryParse(pid, CultureInfo.InvariantCulture, out var id) && identity.Length > 0 && Identity(id) == identity;

    private static int Pid(string line) => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);

    // Linux: the start time in clock ticks since boot, exact. Elsewhere the platform's start time.
    private static string? Identity(int pid)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                var stat = File.ReadAllText($"/proc/{pid}/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] == "Z" ? null : fields[19];
            }

            using var process = Process.GetProcessById(pid);
            return process.StartTime.ToFileTimeUtc().ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
