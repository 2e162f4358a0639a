using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.Payments;

namespace Commerce.Core.Tests.Orders;

public sealed class OrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Amounts_add_up()
    {
        var order = Order.Place(Draft(discount: 2_000, points: 3_000), Now);

        Assert.Equal((25_000, 2_000, 23_000, 20_000), (order.TotalAmount, order.DiscountAmount, order.FinalAmount, order.CardAmount));
    }

    [Fact]
    public void More_points_than_the_order_costs_are_refused()
    {
        var error = Assert.Throws<CommerceException>(() => Order.Place(Draft(discount: 5_000, points: 20_001), Now));

        Assert.Same(ErrorCode.PointsInvalid, error.Error);
    }

    public static TheoryData<OrderStatus, OrderStatus, bool> Grid()
    {
        (OrderStatus, OrderStatus)[] allowed =
        [
            (OrderStatus.Pending, OrderStatus.Completed),
            (OrderStatus.Pending, OrderStatus.Failed),
            (OrderStatus.Completed, OrderStatus.Cancelled),
        ];
        var grid = new TheoryData<OrderStatus, OrderStatus, bool>();
        foreach (var from in Enum.GetValues<OrderStatus>())
        {
            foreach (var to in Enum.GetValues<OrderStatus>())
            {
                grid.Add(from, to, allowed.Contains((from, to)));
            }
        }

        return grid;
    }

    [Theory]
    [MemberData(nameof(Grid))]
    public void Orders_move_as_published(OrderStatus from, OrderStatus to, bool allowed) => Assert.Equal(
        allowed, OrderMoves.Allow(from, to));

    [Fact]
    public void An_order_ends_once()
    {
        var order = Order.Place(Draft(0, 0), Now);
        order.Complete(Now);

        var error = Assert.Throws<CommerceException>(() => order.Fail(FailureCode.Declined, Now));

        Assert.Same(ErrorCode.OrderStatusInvalid, error.Error);
        Assert.Equal((OrderStatus.Completed, 1, null), (order.Status, order.Version, order.FailureCode));
    }

    private static OrderDraft Draft(long discount, long points) =>
        new(new MemberId("demo1"), [new PricedLine(1, "Bowl", 2, 10_000), new PricedLine(2, "Cup", 1, 5_000)], null, discount, points);
}
