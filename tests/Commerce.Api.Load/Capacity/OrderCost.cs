namespace Commerce.Api.Load.Capacity;

/// <summary>
/// What one paid order costs, as measured (docs/benchmarks.md). For another machine measure it anew with <c>paid-orders</c>.
/// </summary>
/// <param name="ApiProcessor">Processor time of the API.</param>
/// <param name="WorkerProcessor">Of the worker.</param>
/// <param name="DatabaseProcessor">
/// Of MySQL. The measured one carries the simulator's database as well, so that with a PG of somebody else's this is on the safe side.
/// </param>
/// <param name="Commits">Commits of the shop, each of which waits for the disk.</param>
/// <param name="DiskBytes">
/// Rows and indexes that stay: order, lines, payment and journal, as the files of 200,000 orders are long. What retention deletes is not
/// in it.
/// </param>
internal sealed record OrderCost(TimeSpan ApiProcessor, TimeSpan WorkerProcessor, TimeSpan DatabaseProcessor, int Commits, int DiskBytes)
{
    public static readonly OrderCost Measured = new(
        TimeSpan.FromMilliseconds(3.7), TimeSpan.FromMilliseconds(0.1), TimeSpan.FromMilliseconds(4.6), Commits: 3, DiskBytes: 2_850);

    /// <summary>What a group of three brings of one server's orders (docs/benchmarks.md#a-group-against-one-server).</summary>
    public const double ShareOfAGroup = 0.18;
}
