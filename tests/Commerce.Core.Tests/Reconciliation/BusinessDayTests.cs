using Commerce.Core.Reconciliation;

namespace Commerce.Core.Tests.Reconciliation;

public sealed class BusinessDayTests
{
    [Theory]
    [InlineData("2026-11-21T14:59:59.999999Z", "2026-11-21")]
    [InlineData("2026-11-21T15:00:00Z", "2026-11-22")]
    [InlineData("2026-11-22T00:00:00+09:00", "2026-11-22")]
    public void Days_begin_at_midnight_in_Seoul(string instant, string day)
    {
        Assert.Equal(DateOnly.Parse(day, null), BusinessDay.Of(DateTimeOffset.Parse(instant, null)));
        Assert.Equal(DateTimeOffset.Parse("2026-11-21T15:00:00Z", null), BusinessDay.Start(new DateOnly(2026, 11, 22)));
    }

    [Theory]
    [InlineData("2026-11-22T00:29:59+09:00", "2026-11-20")]
    [InlineData("2026-11-22T00:30:00+09:00", "2026-11-21")]
    [InlineData("2026-11-22T23:59:59+09:00", "2026-11-21")]
    public void A_day_is_compared_when_it_has_been_over_for_a_while(string now, string day) =>
        Assert.Equal(DateOnly.Parse(day, null), BusinessDay.LastOver(DateTimeOffset.Parse(now, null), TimeSpan.FromMinutes(30)));
}
