namespace Commerce.Api.Load.Capacity;

/// <summary>What it takes to bring a demand to its end, by what an order costs.</summary>
internal sealed record CapacityPlan(CapacityDemand Demand, OrderCost Cost)
{
    private const int Least = 2; // Of each kind, on two machines: one of them may die.
    private const double ProcessorsOfAnApi = 2;

    /// <summary>Processors that the APIs need all together.</summary>
    public double ApiProcessors => Processors(Cost.ApiProcessor);

    /// <summary>Processes of the API, each with two processors at most.</summary>
    public int Apis => Math.Max(Least, RoundUp(ApiProcessors / ProcessorsOfAnApi));

    public double WorkerProcessors => Processors(Cost.WorkerProcessor);

    public int Workers => Math.Max(Least, RoundUp(WorkerProcessors));

    /// <summary>Processors that the database needs, whatever servers they are in.</summary>
    public double DatabaseProcessors => Processors(Cost.DatabaseProcessor) / Demand.ShareLeft;

    /// <summary>How many paid orders a second one database server bears.</summary>
    public double OrdersPerServer =>
        Demand.DatabaseProcessors * Demand.Utilisation * Demand.ShareLeft / Cost.DatabaseProcessor.TotalSeconds;

    /// <summary>Into how many servers the members have to be shared out; 1: all in one.</summary>
    public int Shards => Math.Max(1, RoundUp(Demand.PeakPerSecond / OrdersPerServer));

    /// <summary>Commits a second at the peak, each server's own. The server gathers those that come together into one flush.</summary>
    public double CommitsPerServer => Demand.PeakPerSecond * Cost.Commits / Shards;

    /// <summary>Gigabytes (10⁹ bytes) of rows and indexes, all servers together, without copies.</summary>
    public double DiskGigabytes => Demand.OrdersPerDay * 365.25 * Demand.YearsKept * Cost.DiskBytes / 1e9;

    /// <param name="processorHour">The price of a processor for an hour.</param>
    /// <param name="gigabyteMonth">The price of a gigabyte of disk for a month.</param>
    /// <returns>What a month costs, in the currency of the prices.</returns>
    public double CostOfAMonth(double processorHour, double gigabyteMonth)
    {
        var services = (Apis * ProcessorsOfAnApi) + Workers;
        var servers = Shards * Demand.DatabaseProcessors * Demand.Copies;
        return ((services + servers) * 730 * processorHour) + (DiskGigabytes * Demand.Copies * gigabyteMonth);
    }

    private double Processors(TimeSpan ofAnOrder) => Demand.PeakPerSecond * ofAnOrder.TotalSeconds / Demand.Utilisation;

    // What is only just more than a whole one is the arithmetic's, not another machine's.
    private static int RoundUp(double number) => (int)Math.Ceiling(number - 1e-9);
}
