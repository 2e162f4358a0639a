using Commerce.Core.Errors;
using Commerce.Core.Paging;

namespace Commerce.Core.Tests.Paging;

public sealed class PageRequestTests
{
    private const string Cursor = "b3JkZXJzLjcuNDEuMC4xMg"; // "orders.7.41.0.12"

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, PageRequest.MaxSize)]
    [InlineData(PageRequest.LastNumber, 20)]
    public void A_page_is_had_by_its_number(int number, int size)
    {
        var page = PageRequest.Of(number, size);

        Assert.Equal((number, size, null), (page.Number, page.Size, page.Cursor));
    }

    [Theory]
    [InlineData(-1, 20)]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    [InlineData(0, PageRequest.MaxSize + 1)]
    [InlineData(PageRequest.LastNumber + 1, 20)]
    [InlineData(int.MaxValue, 2)]
    public void A_page_that_cannot_be_is_refused(int number, int size) =>
        Assert.Same(ErrorCode.BadRequest, Assert.Throws<CommerceException>(() => PageRequest.Of(number, size)).Error);

    [Fact]
    public void A_cursor_knows_its_list_its_number_the_total_and_its_place()
    {
        var page = PageRequest.Of(0, 20, Cursor);

        Assert.Equal(new PageCursor("orders", 7, 41, new Position(0, 12)), page.Cursor);
        Assert.Equal(7, page.Number);
        Assert.Equal(Cursor, page.Cursor!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("orders")]
    [InlineData("b3JkZXJz")] // "orders"
    [InlineData("b3JkZXJzLi03LjQxLjAuMTI")] // "orders.-7.41.0.12"
    [InlineData("b3JkZXJzLjcuNDEuMC4xMi4x")] // "orders.7.41.0.12.1"
    [InlineData("b3JkZXJzLjIxNDc0ODM2NDcuNDEuMC4xMg")] // "orders.2147483647.41.0.12"
    [InlineData("b3JkZXJzLjcuNDEuMC45OTk5OTk5OTk5OTk5OTk5OTk5OTk")] // "orders.7.41.0.99999999999999999999"
    public void A_text_that_is_no_cursor_is_refused(string cursor) =>
        Assert.Same(ErrorCode.BadRequest, Assert.Throws<CommerceException>(() => PageRequest.Of(0, 20, cursor)).Error);

    [Fact]
    public void A_cursor_is_not_longer_than_any_that_is_given() =>
        Assert.Throws<CommerceException>(() => PageRequest.Of(0, 20, new string('A', 204)));

    [Fact]
    public void A_page_has_a_number_or_a_cursor_and_not_both() =>
        Assert.Throws<CommerceException>(() => PageRequest.Of(1, 20, Cursor));
}
