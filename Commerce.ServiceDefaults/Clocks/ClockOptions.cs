using System.ComponentModel.DataAnnotations;

namespace Commerce.ServiceDefaults.Clocks;

/// <summary>How far clocks may be apart. Configuration section <c>Clock</c>.</summary>
public sealed class ClockOptions
{
    public const string Section = "Clock";

    /// <summary>
    /// How far this process's clock may be from the database's or a PG's before it is degraded. 2 s to 5 min; default 10 s. Callbacks
    /// more than 5 min off are refused.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:05:00")]
    public TimeSpan SkewLimit { get; set; } = TimeSpan.FromSeconds(10);
}
