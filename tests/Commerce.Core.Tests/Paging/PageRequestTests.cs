using Commerce.Core.Errors;
using Commerce.Core.Paging;

namespace Commerce.Core.Tests.Paging;

public sealed class PageRequestTests
{
    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(0, PageRequest.MaxSize, 0)]
    [InlineData(3, 20, 60)]
    [InlineData(int.MaxValue, 1, int.MaxValue)]
    public void A_page_begins_after_the_pages_before_it(int number, int size, int offset) =>
        Assert.Equal(offset, PageRequest.Of(number, size).Offset);

    [Theory]
    [InlineData(-1, 20)]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    [InlineData(0, PageRequest.MaxSize + 1)]
    [InlineData(int.MaxValue, 2)]
    public void A_page_that_cannot_be_is_refused(int number, int size) =>
        Assert.Same(ErrorCode.BadRequest, Assert.Throws<CommerceException>(() => PageRequest.Of(number, size)).Error);
}
