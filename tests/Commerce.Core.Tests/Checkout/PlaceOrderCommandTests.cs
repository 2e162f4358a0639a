using Commerce.Core.Checkout;
using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Payments;

namespace Commerce.Core.Tests.Checkout;

public sealed class PlaceOrderCommandTests
{
    [Fact]
    public void Lines_of_one_product_count_together_in_product_order() =>
        Assert.Equal(
            [new OrderLine(3, 1), new OrderLine(7, 5)],
            Command(new OrderLine(7, 2), new OrderLine(3, 1), new OrderLine(7, 3)).Checked().Lines);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(OrderLine.MaxQuantity + 1)]
    public void A_quantity_out_of_range_is_refused(int quantity)
    {
        var error = Assert.Throws<CommerceException>(() => Command(new OrderLine(1, quantity)).Checked());

        Assert.Same(ErrorCode.QuantityInvalid, error.Error);
    }

    [Fact]
    public void Two_lines_of_one_product_are_no_way_around_the_limit()
    {
        var command = Command(new OrderLine(1, OrderLine.MaxQuantity), new OrderLine(1, 1));

        Assert.Same(ErrorCode.QuantityInvalid, Assert.Throws<CommerceException>(() => command.Checked()).Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(PlaceOrderCommand.MaxLines + 1)]
    public void An_order_has_a_sensible_number_of_lines(int lines)
    {
        var command = Command([.. Enumerable.Range(1, lines).Select(id => new OrderLine(id, 1))]);

        Assert.Same(ErrorCode.BadRequest, Assert.Throws<CommerceException>(() => command.Checked()).Error);
    }

    [Fact]
    public void Every_field_that_is_wrong_is_named_and_the_first_one_speaks()
    {
        var command = new PlaceOrderCommand(
            new MemberId("demo1"), [new OrderLine(1, 0), new OrderLine(2, 1), new OrderLine(3, OrderLine.MaxQuantity + 1)], CouponId: null,
            UsePoints: -1, () => Card.Parse("AMEX", "4242"));

        var error = Assert.Throws<CommerceException>(() => command.Checked());

        Assert.Same(ErrorCode.QuantityInvalid, error.Error);
        Assert.Equal(
            ["items[0].quantity", "items[2].quantity", "usePoint", "cardType", "cardNo"], error.Fields.Select(field => field.Field));
        Assert.Equal(error.Message, error.Fields[0].Message);
    }

    private static PlaceOrderCommand Command(params OrderLine[] lines) =>
        new(new MemberId("demo1"), lines, CouponId: null, UsePoints: null, () => new WidgetKey("window"));
}
