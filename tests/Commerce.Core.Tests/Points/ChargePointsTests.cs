using Commerce.Core.Errors;
using Commerce.Core.Points;

namespace Commerce.Core.Tests.Points;

public sealed class ChargePointsTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(ChargePoints.MaxAmount, true)]
    [InlineData(ChargePoints.MaxAmount + 1, false)]
    [InlineData(long.MaxValue, false)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(long.MinValue, false)]
    public void A_charge_is_more_than_nothing_and_has_a_limit(long amount, bool fine)
    {
        var error = Record.Exception(() => ChargePoints.EnsureAmount(amount));

        Assert.Equal(fine ? null : ErrorCode.PointsInvalid, (error as CommerceException)?.Error);
    }
}
