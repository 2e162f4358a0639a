using Commerce.Core.Leases;

namespace Commerce.Core.Tests.Leases;

public sealed class BackoffTests
{
    private static readonly Backoff Gaps = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 4)]
    [InlineData(8, 512)]
    [InlineData(9, 600)]
    [InlineData(int.MaxValue, 600)]
    [InlineData(-1, 2)]
    public void Gaps_double_up_to_the_longest(int times, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Gaps.After(times));

    // Two hours, doubled thirty times, is longer than any TimeSpan.
    [Fact]
    public void The_longest_holds_however_long_the_first_is() =>
        Assert.Equal(TimeSpan.FromDays(1), new Backoff(TimeSpan.FromHours(2), TimeSpan.FromDays(1)).After(30));
}
