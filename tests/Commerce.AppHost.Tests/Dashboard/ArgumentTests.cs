using Commerce.AppHost.Dashboard;

namespace Commerce.AppHost.Tests.Dashboard;

public sealed class ArgumentTests
{
    [Theory]
    [InlineData("1", null)]
    [InlineData("200", null)]
    [InlineData("0", "count is '0': it must be a whole number from 1 to 200.")]
    [InlineData("-1", "count is '-1': it must be a whole number from 1 to 200.")]
    [InlineData("99999999999", "count is '99999999999': it must be a whole number from 1 to 200.")]
    [InlineData("", "count is '': it must be a whole number from 1 to 200.")]
    public void How_many_orders_is_bounded(string count, string? sentence) => Assert.Equal(sentence, ShopExtensions.WrongCount(count));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("2025-08-16", null)]
    [InlineData("2025-02-30", "date is '2025-02-30': it must be a day such as 2025-08-16, or nothing for today.")]
    [InlineData("16.08.2025", "date is '16.08.2025': it must be a day such as 2025-08-16, or nothing for today.")]
    public void The_day_of_the_books_is_a_day(string? date, string? sentence) => Assert.Equal(sentence, ShopExtensions.WrongDate(date));
}
