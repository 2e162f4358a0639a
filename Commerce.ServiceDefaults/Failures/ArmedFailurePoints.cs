using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Commerce.ServiceDefaults.Failures;

/// <summary>Counts how often each failure point was passed, and does there what the plan says.</summary>
internal sealed class ArmedFailurePoints
{
    private static readonly int SigStop = OperatingSystem.IsMacOS() ? 17 : 19;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _passed = FailurePoints.All.ToDictionary(point => point, _ => 0L);
    private List<FailureAct> _due = [];

    /// <summary>A new plan takes the place of the old one; its passings are counted from now on.</summary>
    public void Arm(IReadOnlyList<FailureAct> plan)
    {
        lock (_lock)
        {
            _due = [.. plan.Select(act => act with { Passing = act.Passing + _passed[act.Point] })];
        }
    }

    /// <summary>How often each was passed since the process began, and what is still to happen there, by the same count.</summary>
    public IReadOnlyList<FailurePointCount> Count()
    {
        lock (_lock)
        {
            return [.. FailurePoints.All.Select(point => new FailurePointCount(
                point, _passed[point], [.. _due.Where(act => act.Point == point).Select(act => act.ToString())]))];
        }
    }

    public ValueTask ReachAsync(string point) => Pass(point) is { } act ? ActAsync(act) : ValueTask.CompletedTask;

    private FailureAct? Pass(string point)
    {
        lock (_lock)
        {
            var passing = ++_passed[point];
            var act = _due.Find(due => due.Point == point && due.Passing == passing);
            if (act is not null)
            {
                _due.Remove(act);
            }

            return act;
        }
    }

    private static async ValueTask ActAsync(FailureAct act)
    {
        // Not by the log: its lines wait in a queue, and the process may be gone before they are written.
        await Console.Error.WriteLineAsync($"Failure point: {act}");
        switch (act.Kind)
        {
            case FailureKind.Kill:
                using (var self = Process.GetCurrentProcess())
                {
                    self.Kill();
                }

                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System); // The signal is on its way: nothing more happens here.
                break;
            case FailureKind.Stop:
                _ = Signal(Environment.ProcessId, SigStop);
                break;
            case FailureKind.Throw:
                throw new SimulatedFailureException(act.Point);
            case FailureKind.Delay:
                await Task.Delay(act.Delay, TimeProvider.System);
                break;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int pid, int signal);
}

/// <param name="Passed">How often the process has come there since it began.</param>
/// <param name="Due">What is to happen there yet, such as <c>order-committed@7=kill</c>: at the seventh passing since it began.</param>
internal sealed record FailurePointCount(string Name, long Passed, IReadOnlyList<string> Due);
