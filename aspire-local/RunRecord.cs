namespace Aspire.Hosting;

/// <summary>
/// Which processes this AppHost started, on disk, so that the next one can end them when this one could not (kill -9, power).
/// A process is known by its id *and* its start time: an id that was given to somebody else is left alone.
/// </summary>
internal sealed class RunRecord(string directory)
{
    private readonly string _file = Path.Combine(directory, $"run-{Environment.ProcessId}-{Guid.NewGuid():N}.txt");
    private readonly ConcurrentDictionary<int, string> _started = [];

    public void Add(int pid, string name) => Write(() => _started[pid] = Line(pid, name));

    public void Remove(int pid) => Write(() => _started.TryRemove(pid, out _));

    public void Forget() => File.Delete(_file);

    /// <summary>Ends what AppHosts that are no longer there have left running, and says so.</summary>
    public void EndLeftovers()
    {
        Directory.CreateDirectory(directory);
        foreach (var file in Directory.GetFiles(directory, "run-*.txt"))
        {
            try
            {
                EndLeftovers(file, File.ReadAllLines(file));
            }
            catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException)
            {
                // Another AppHost came here at the same moment and was quicker.
            }
        }
    }

    private static void EndLeftovers(string file, string[] lines)
    {
        if (IsAlive(lines[0]))
        {
            return;
        }

        foreach (var line in lines.Where(IsAlive))
        {
            using var process = Process.GetProcessById(Pid(line));
            if (!ResourceProcess.AskToEnd(process) || !process.WaitForExit(TimeSpan.FromSeconds(5)))
            {
                process.Kill(entireProcessTree: true);
            }

            Console.WriteLine($"An earlier AppHost was killed and left {line.Split(' ')[^1]} running (process {process.Id}): ended it.");
        }

        File.Delete(file);
    }

    private void Write(Action change)
    {
        lock (_started)
        {
            change();
            File.WriteAllLines(_file + ".half", _started.Values.Prepend(Line(Environment.ProcessId, "apphost")));
            File.Move(_file + ".half", _file, overwrite: true);
        }
    }

    private static string Line(int pid, string name) => $"{pid} {StartTime(pid)} {name}";

    private static int Pid(string line) => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);

    private static bool IsAlive(string line) => StartTime(Pid(line)) is { } startTime && startTime == line.Split(' ')[1];

    // On Linux in clock ticks since boot, which is exact; a process that nobody has waited for yet (Z) has ended.
    private static string? StartTime(int pid)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using var process = Process.GetProcessById(pid);
                return process.StartTime.ToFileTimeUtc().ToString(CultureInfo.InvariantCulture);
            }

            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : fields[19];
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
