using Commerce.Api.Load.Capacity;

namespace Commerce.Deploy.Tests;

/// <summary>The arithmetic of <c>capacity</c>, with costs that can be worked out by head.</summary>
public sealed class CapacityTests
{
    private static readonly OrderCost Cost = new(
        TimeSpan.FromMilliseconds(4), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(5), Commits: 3, DiskBytes: 10_000);

    [Fact]
    public void A_small_shop_has_two_of_each_and_one_database()
    {
        var plan = new CapacityPlan(new CapacityDemand(8_640), Cost);

        Assert.Equal((2, 2, 1), (plan.Apis, plan.Workers, plan.Shards));
        Assert.Equal(0.5, plan.Demand.PeakPerSecond, precision: 9);
    }

    [Fact]
    public void Processors_follow_from_the_peak_and_from_how_busy_they_may_be()
    {
        var plan = new CapacityPlan(new CapacityDemand(86_400_000, PeakFactor: 2, Utilisation: 0.5, DatabaseProcessors: 10), Cost);

        Assert.Equal(2_000, plan.Demand.PeakPerSecond, precision: 9);
        Assert.Equal((16.0, 4.0, 20.0), (plan.ApiProcessors, plan.WorkerProcessors, plan.DatabaseProcessors));
        Assert.Equal((8, 4), (plan.Apis, plan.Workers));
        Assert.Equal((1_000.0, 2, 3_000.0), (plan.OrdersPerServer, plan.Shards, plan.CommitsPerServer));
    }

    [Fact]
    public void What_waits_for_others_at_each_commit_bears_less()
    {
        var demand = new CapacityDemand(86_400_000, PeakFactor: 2, DatabaseProcessors: 10, DatabaseShare: 0.25);

        Assert.Equal((250.0, 8), (new CapacityPlan(demand, Cost).OrdersPerServer, new CapacityPlan(demand, Cost).Shards));
    }

    [Theory]
    [InlineData(1, null, 1.0)]
    [InlineData(3, null, OrderCost.ShareOfAGroup)]
    [InlineData(3, 0.5, 0.5)]
    public void A_group_bears_what_was_measured_of_one_unless_it_is_said(int copies, double? said, double share)
    {
        var demand = new CapacityDemand(86_400_000, DatabaseProcessors: 10, Copies: copies, DatabaseShare: said);

        Assert.Equal(1_000 * share, new CapacityPlan(demand, Cost).OrdersPerServer, precision: 6);
    }

    [Fact]
    public void A_month_costs_its_processors_its_disk_and_each_copy()
    {
        var plan = new CapacityPlan(new CapacityDemand(1_000, DatabaseProcessors: 4, Copies: 3, YearsKept: 10), Cost);

        Assert.Equal(36.525, plan.DiskGigabytes, precision: 6);
        // Two APIs of two processors and two workers; three servers of four.
        Assert.Equal(((4 + 2 + 12) * 730 * 0.1) + (36.525 * 3 * 0.2), plan.CostOfAMonth(0.1, 0.2), precision: 6);
    }
}
