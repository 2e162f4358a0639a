using Commerce.Chaos.Customers;
using Commerce.Chaos.Schedules;

namespace Commerce.Chaos.Tests;

/// <summary>What a client was told is held against the promises: here each is broken on purpose.</summary>
public sealed class TellBreachesTests
{
    private static readonly PlannedOrder Order = new(
        1, TimeSpan.Zero, 0, [new PlannedLine(0, 1)], "1234-5678-9814-1451", Window: null, 0, UsesCoupon: false, HasKey: true, 1,
        CancelsAfter: null);

    [Fact]
    public void What_is_as_it_was_told_breaks_nothing() => Assert.Empty(Of([(5, "PENDING"), (5, "COMPLETED")], (5, "COMPLETED")));

    [Fact]
    public void An_order_that_was_acknowledged_and_is_gone() =>
        Assert.StartsWith("I17 ", Assert.Single(Of([(5, "PENDING")])), StringComparison.Ordinal);

    [Fact]
    public void Two_orders_of_one_key() => Assert.Contains(
        Of([(5, "PENDING"), (6, "PENDING")], (5, "PENDING"), (6, "PENDING")),
        breach => breach.StartsWith("I13 ", StringComparison.Ordinal));

    [Fact]
    public void A_status_that_went_back() => Assert.Contains(
        Of([(5, "COMPLETED"), (5, "FAILED")], (5, "FAILED")), breach => breach.StartsWith("I10 ", StringComparison.Ordinal));

    private static List<string> Of((long Id, string Status)[] heard, params (long Id, string Status)[] stored)
    {
        var told = new Told();
        foreach (var (id, status) in heard)
        {
            told.HearOrder(id, status);
        }

        return [.. TellBreaches.Execute(Order, told, stored.ToDictionary(order => order.Id, order => order.Status))];
    }
}
