using Commerce.TestHost;

namespace Commerce.Api.Load.Failover;

/// <summary>The nodes of a group, as the AppHost shows them.</summary>
internal sealed class GroupUnderLoad(CommerceStack stack)
{
    private const string IsPrimary = "ONLINE PRIMARY";
    private const string IsSecondary = "ONLINE SECONDARY";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>They make the database of a stack a group.</summary>
    public static readonly IReadOnlyList<string> AppHostArgs = ["--Commerce:Database=group", "--Commerce:MySql:Flavour="];

    public static readonly IReadOnlyList<string> Nodes = ["mysql-1", "mysql-2", "mysql-3"];

    /// <summary>The node that takes writes; it is waited for.</summary>
    public async Task<string> PrimaryAsync()
    {
        await UntilAsync(() => Nodes.Any(node => StateOf(node) == IsPrimary));
        return Nodes.First(node => StateOf(node) == IsPrimary);
    }

    /// <summary>All nodes are in the group, and one is the primary.</summary>
    public Task WholeAsync() => UntilAsync(
        () => Nodes.Count(node => StateOf(node) == IsPrimary) == 1 && Nodes.Count(node => StateOf(node) == IsSecondary) == Nodes.Count - 1);

    /// <summary>Starts the processes that are down, without waiting until they are in the group.</summary>
    public async Task StartAsync(IEnumerable<string> nodes)
    {
        foreach (var node in nodes)
        {
            var started = await stack.App.ResourceCommands.ExecuteCommandAsync(node, "start");
            if (!started.Success)
            {
                throw new InvalidOperationException($"{node} did not start: {started.Message}");
            }
        }
    }

    private string? StateOf(string node) =>
        stack.App.ResourceNotifications.TryGetCurrentState(node, out var now) ? now.Snapshot.State?.Text : null;

    private async Task UntilAsync(Func<bool> isReached)
    {
        var start = _time.GetTimestamp();
        while (!isReached())
        {
            if (_time.GetElapsedTime(start) > Limit)
            {
                throw new TimeoutException($"The nodes are {string.Join(", ", Nodes.Select(node => $"{node} {StateOf(node)}"))}.");
            }

            await Task.Delay(Pace, _time);
        }
    }
}
