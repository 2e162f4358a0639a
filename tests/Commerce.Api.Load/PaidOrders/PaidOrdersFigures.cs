using System.Collections.Concurrent;
using Commerce.TestHost.Load;

namespace Commerce.Api.Load.PaidOrders;

/// <summary>What one side of the measurement came to, all its rounds together.</summary>
internal sealed class PaidOrdersFigures
{
    private readonly ConcurrentDictionary<string, int> _ends = [];
    private readonly Dictionary<string, TimeSpan> _processorTime = [];

    /// <summary>From sending the order to its answer.</summary>
    public Latencies Place { get; } = new();

    /// <summary>From sending the order to reading that it is COMPLETED.</summary>
    public Latencies End { get; } = new();

    public TimeSpan Elapsed { get; set; }

    /// <summary>How the orders ended, or with which status they were refused.</summary>
    public IReadOnlyDictionary<string, int> Ends => _ends;

    /// <summary>How many were paid.</summary>
    public int Paid => _ends.GetValueOrDefault("COMPLETED");

    public double PerSecond => Paid / Elapsed.TotalSeconds;

    /// <summary>Processor time of each process, the load generator's own among them.</summary>
    public IReadOnlyDictionary<string, TimeSpan> ProcessorTime => _processorTime;

    /// <summary>What the database server has counted.</summary>
    public ServerCounters Server { get; private set; } = ServerCounters.None;

    public void Count(string end) => _ends.AddOrUpdate(end, 1, (_, count) => count + 1);

    public void Add(ServerCounters server) => Server += server;

    public void Add(IReadOnlyDictionary<string, TimeSpan> processorTime)
    {
        foreach (var (process, time) in processorTime)
        {
            _processorTime[process] = _processorTime.GetValueOrDefault(process) + time;
        }
    }
}
