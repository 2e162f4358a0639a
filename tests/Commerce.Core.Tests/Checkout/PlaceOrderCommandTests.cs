using Commerce.Core.Checkout;
using Commerce.Core.Errors;
using Commerce.Core.Members;

namespace Commerce.Core.Tests.Checkout;

public sealed class PlaceOrderCommandTests
{
    [Fact]
    public void Lines_of_one_product_count_together_in_product_order() =>
        Assert.Equal(
            [new OrderLine(3, 1), new OrderLine(7, 5)],
            Command(new OrderLine(7, 2), new OrderLine(3, 1), new OrderLine(7, 3)).MergedLines());

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(OrderLine.MaxQuantity + 1)]
    public void A_quantity_out_of_range_is_refused(int quantity)
    {
        var error = Assert.Throws<CommerceException>(() => Command(new OrderLine(1, quantity)).MergedLines());

        Assert.Same(ErrorCode.QuantityInvalid, error.Error);
    }

    [Fact]
    public void Two_lines_of_one_product_are_no_way_around_the_limit()
    {
        var command = Command(new OrderLine(1, OrderLine.MaxQuantity), new OrderLine(1, 1));

        Assert.Same(ErrorCode.QuantityInvalid, Assert.Throws<CommerceException>(() => command.MergedLines()).Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(PlaceOrderCommand.MaxLines + 1)]
    public void An_order_has_a_sensible_number_of_lines(int lines)
    {
        var command = Command([.. Enumerable.Range(1, lines).Select(id => new OrderLine(id, 1))]);

        Assert.Same(ErrorCode.BadRequest, Assert.Throws<CommerceException>(() => command.MergedLines()).Error);
    }

    private static PlaceOrderCommand Command(params OrderLine[] lines) =>
        new(new MemberId("demo1"), lines, CouponId: null, UsePoints: null, () => throw new InvalidOperationException("No card is read."));
}
