using System.Globalization;
using Commerce.Chaos.Running;

namespace Commerce.Chaos.Faults;

/// <summary>A process dies, stands still, waits or breaks off where it comes to a failure point for the n-th time, if it does.</summary>
/// <param name="Act">As in a plan: kill, stop, throw or delay:MILLISECONDS.</param>
internal sealed record ReachedPoint(TimeSpan At, TimeSpan Lasts, string Resource, string Point, int Passing, string Act)
    : Fault(At, Lasts)
{
    private const int MostTries = 50;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    public override string Kind => $"{Act.Split(':')[0]} at {Point} of {Resource}";

    public override string Target => Resource;

    public override async Task<IAsyncDisposable> BeginAsync(ChaosShop shop, CancellationToken ct)
    {
        // One of several replicas, which is the first as good as any.
        var process = shop.Stack.ProcessesOf(Resource)[0];
        var plan = string.Create(CultureInfo.InvariantCulture, $"{Point}@{Passing}={Act}");
        var isArmed = await shop.Points.ArmAsync(process, plan, ct);
        return isArmed ? new Ending(() => EndAsync(shop, process, ct)) : Ending.None;
    }

    // The orchestrator hears of a death a moment later. Who does not answer and is not dead has other troubles, and other faults end them.
    private static async Task StartAgainAsync(ChaosShop shop, string process, CancellationToken ct)
    {
        for (var tries = 0; tries < MostTries && shop.Stack.PidOf(process) is not null; tries++)
        {
            await Task.Delay(Pace, TimeProvider.System, ct);
        }

        if (shop.Stack.PidOf(process) is null)
        {
            await shop.Stack.StartAsync(process, ct);
        }
    }

    private async Task EndAsync(ChaosShop shop, string process, CancellationToken ct)
    {
        var hasCome = await shop.Points.DisarmAsync(process, Point, ct);
        if (hasCome is null && Act == "stop")
        {
            shop.Stack.Resume(process); // It stands still, and answers nothing.
        }
        else if (hasCome is null)
        {
            await StartAgainAsync(shop, process, ct);
        }

        if (hasCome is null or true)
        {
            shop.Points.NoteAct(process, Point, Act);
        }
    }
}
