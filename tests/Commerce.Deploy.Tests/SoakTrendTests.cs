using Commerce.Api.Load.Soak;

namespace Commerce.Deploy.Tests;

/// <summary>When <c>soak</c> calls something growth.</summary>
public sealed class SoakTrendTests
{
    [Fact]
    public void A_leak_is_a_slope()
    {
        var trend = Trend.Through([.. Hours.Select(hour => (hour, 100 + (30 * hour) + Noise(hour)))]);

        Assert.Equal(30, trend.PerHour, tolerance: 3);
        Assert.False(trend.IsFlat);
    }

    [Fact]
    public void What_goes_up_and_down_is_flat() =>
        Assert.True(Trend.Through([.. Hours.Select(hour => (hour, 100 + (20 * Noise(hour))))]).IsFlat);

    [Fact]
    public void What_falls_or_rises_by_next_to_nothing_is_flat()
    {
        Assert.True(Trend.Through([.. Hours.Select(hour => (hour, 100 - (30 * hour)))]).IsFlat);
        Assert.True(Trend.Through([.. Hours.Select(hour => (hour, 100 + hour))]).IsFlat);
    }

    [Theory]
    [InlineData("8h", 480)]
    [InlineData("90m", 90)]
    [InlineData("1m", null)]
    [InlineData("169h", null)]
    [InlineData("8", null)]
    [InlineData("-8h", null)]
    public void A_time_is_a_number_and_its_unit(string text, int? minutes) =>
        Assert.Equal(minutes, SoakCommand.Parse(text)?.TotalMinutes);

    private static IEnumerable<double> Hours => Enumerable.Range(0, 60).Select(minute => minute / 60.0);

    private static double Noise(double hour) => Math.Sin(hour * 100);
}
