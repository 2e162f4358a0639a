namespace Commerce.Api.Load.Soak;

/// <summary>The straight line through what was measured again and again, by least squares.</summary>
/// <param name="Mean">Of all values.</param>
/// <param name="PerHour">How much the line rises in an hour.</param>
/// <param name="Error">The standard error of <paramref name="PerHour"/>: what chance alone makes of a level line.</param>
/// <param name="Hours">From the first value to the last.</param>
internal sealed record Trend(double Mean, double PerHour, double Error, double Hours)
{
    private const double Doubt = 2; // Standard errors: beyond it, one level line in twenty would be taken for a slope.
    private const double Little = 0.05;

    /// <summary>It rises no more than chance would make it, or so little that it is less than a twentieth of the mean in all.</summary>
    public bool IsFlat => PerHour <= Doubt * Error || PerHour * Hours <= Little * Mean;

    /// <param name="points">At least three, at different times.</param>
    public static Trend Through(IReadOnlyList<(double Hour, double Value)> points)
    {
        var (hour, mean) = (points.Average(point => point.Hour), points.Average(point => point.Value));
        var spread = points.Sum(point => Math.Pow(point.Hour - hour, 2));
        var slope = points.Sum(point => (point.Hour - hour) * (point.Value - mean)) / spread;
        var residual = points.Sum(point => Math.Pow(point.Value - mean - (slope * (point.Hour - hour)), 2));
        var error = Math.Sqrt(residual / (points.Count - 2) / spread);
        return new Trend(mean, slope, error, points[^1].Hour - points[0].Hour);
    }
}
