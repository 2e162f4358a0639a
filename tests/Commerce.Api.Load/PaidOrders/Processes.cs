using System.Diagnostics;
using Commerce.Api.Load.Failover;
using Commerce.TestHost;

namespace Commerce.Api.Load.PaidOrders;

/// <summary>How much processor time the stack's processes have used.</summary>
internal sealed class Processes(CommerceStack stack)
{
    /// <summary>The name of the load generator itself.</summary>
    public const string Load = "load";

    private static readonly string[] Names =
        [StackResources.MySql, StackResources.Api, StackResources.PgSimulator, StackResources.Worker];

    public IReadOnlyDictionary<string, TimeSpan> Read()
    {
        var times = Names.ToDictionary(name => name, TimeOf);
        times[Load] = Process.GetCurrentProcess().TotalProcessorTime;
        return times;
    }

    // A group has no process of its own.
    private TimeSpan TimeOf(string name) => name == StackResources.MySql && stack.PidOf(name) is null
        ? GroupUnderLoad.Nodes.Select(stack.ProcessorTimeOf).Aggregate(TimeSpan.Zero, (sum, time) => sum + time)
        : stack.ProcessorTimeOf(name);

    public static IReadOnlyDictionary<string, TimeSpan> Between(
        IReadOnlyDictionary<string, TimeSpan> before, IReadOnlyDictionary<string, TimeSpan> after) =>
        after.ToDictionary(pair => pair.Key, pair => pair.Value - before[pair.Key]);
}
