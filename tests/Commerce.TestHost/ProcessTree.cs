using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Commerce.TestHost;

/// <summary>Sends a signal to a process and all its descendants: a service may run behind a process that only starts it.</summary>
internal static class ProcessTree
{
    private const int SigKill = 9;
    private static readonly int SigStop = OperatingSystem.IsMacOS() ? 17 : 19;
    private static readonly int SigCont = OperatingSystem.IsMacOS() ? 19 : 18;

    public static void Kill(int pid) => Send(pid, SigKill);

    public static void Pause(int pid) => Send(pid, SigStop);

    public static void Resume(int pid) => Send(pid, SigCont);

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
