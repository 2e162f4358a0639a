using Commerce.Hosting.MySql.Group;

namespace Commerce.Hosting.MySql.Tests;

public sealed class GtidSetTests
{
    private const string A = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
    private const string B = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";

    [Theory]
    [InlineData("", 0)]
    [InlineData($"{A}:7", 1)]
    [InlineData($"{A}:1-5:9,\n{B}:1-3", 9)]
    [InlineData($"{A}:1-5:orders:1-2:8", 8)]
    [InlineData($"{A}:1-5:4-6:6:7-9", 9)]
    public void It_counts_its_transactions(string text, long count) => Assert.Equal(count, GtidSet.Parse(text).Count);

    [Theory]
    [InlineData($"{A}:1-9", $"{A}:2-3:5", true)]
    [InlineData($"{A}:1-3:5-9", $"{A}:3-5", false)]
    [InlineData($"{A}:1-9", $"{B}:1", false)]
    [InlineData($"{A}:1-9", $"{A}:orders:1", false)]
    [InlineData($"{A}:1-9", "", true)]
    [InlineData($"{A}:1-4:5-9", $"{A}:1-9", true)]
    public void It_tells_whether_another_is_in_it(string text, string other, bool isIn) =>
        Assert.Equal(isIn, GtidSet.Parse(text).Contains(GtidSet.Parse(other)));

    [Theory]
    [InlineData($"{A}:1-x")]
    [InlineData($"{A}:1--2")]
    public void Nonsense_is_refused(string text) => Assert.Throws<FormatException>(() => GtidSet.Parse(text));
}
