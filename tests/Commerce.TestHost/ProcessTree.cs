using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Commerce.TestHost;

/// <summary>Sends a signal to a process and all its descendants: a service may run behind a process that only starts it.</summary>
internal static class ProcessTree
{
    private const int SigKill = 9;
    private static readonly int SigStop = OperatingSystem.IsMacOS() ? 17 : 19;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly int SigCont = OperatingSystem.IsMacOS() ? 19 : 18;

    public static void Kill(int pid) => Send(pid, SigKill);

    /// <summary>
    /// Returns once they stand still: the signal is only on its way when it is sent, and a thread that runs may answer yet.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such process, or it went on.</exception>
    public static void Pause(int pid)
    {
        Send(pid, SigStop);
        if (OperatingSystem.IsLinux() && !SpinWait.SpinUntil(() => WithDescendants(pid).All(StandsStill), Patience))
        {
            throw new InvalidOperationException($"Process {pid} was told to stand still and did not.");
        }
    }

    public static void Resume(int pid) => Send(pid, SigCont);

    /// <summary>How much processor time they have used so far.</summary>
    public static TimeSpan ProcessorTime(int pid) => WithDescendants(pid).Aggregate(TimeSpan.Zero, (sum, member) => sum + TimeOf(member));

    /// <summary>How much memory they hold, in bytes.</summary>
    public static long Memory(int pid) => WithDescendants(pid).Sum(MemoryOf);

    private static long MemoryOf(int pid)
    {
        using var process = Process.GetProcessById(pid);
        return process.WorkingSet64;
    }

    private static TimeSpan TimeOf(int pid)
    {
        using var process = Process.GetProcessById(pid);
        return process.TotalProcessorTime;
    }

    private static void Send(int pid, int signal)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Pausing and killing services needs the signals of Unix.");
        }

        // From the top down, so that a parent cannot react to the end of its child before its own turn.
        foreach (var member in WithDescendants(pid))
        {
            _ = Signal(member, signal);
        }
    }

    // The state is what follows the name in brackets, which may have anything in it.
    private static bool StandsStill(int pid) => Directory.Exists($"/proc/{pid}")
        && Directory.GetDirectories($"/proc/{pid}/task").All(task =>
    {
        try
        {
            var stat = File.ReadAllText($"{task}/stat");
            return stat[stat.LastIndexOf(')') + 2] is 'T' or 't';
        }
        catch (IOException)
        {
            return true; // It has ended meanwhile.
        }
    });

    private static IEnumerable<int> WithDescendants(int pid)
    {
        var parents = Parents().ToLookup(pair => pair.Parent, pair => pair.Pid);
        var members = new Queue<int>([pid]);
        while (members.TryDequeue(out var member))
        {
            yield return member;
            foreach (var child in parents[member])
            {
                members.Enqueue(child);
            }
        }
    }

    private static List<(int Pid, int Parent)> Parents()
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-A", "-o", "pid=,ppid="]) { RedirectStandardOutput = true })!;
        var lines = ps.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        ps.WaitForExit();
        return [.. lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(pair => (int.Parse(pair[0], CultureInfo.InvariantCulture), int.Parse(pair[1], CultureInfo.InvariantCulture)))];
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int pid, int signal);
}
