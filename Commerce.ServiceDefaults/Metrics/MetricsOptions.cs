using System.ComponentModel.DataAnnotations;

namespace Commerce.ServiceDefaults.Metrics;

/// <summary>Who may read <c>/metrics</c>. Configuration section <c>Metrics</c>.</summary>
internal sealed class MetricsOptions
{
    public const string Section = "Metrics";

    /// <summary>
    /// <c>Open</c>: whoever reaches the port. <c>Key</c>: who sends a key. Default: <c>Open</c> in Development, <c>Key</c> elsewhere.
    /// </summary>
    public MetricsAccess? Access { get; set; }

    /// <summary>
    /// Opens <c>/metrics</c> and nothing else, so that Prometheus need not hold the operator's key. A secret of 16 to 200 characters.
    /// Default: none, and then only the operator's key opens it.
    /// </summary>
    [DataType(DataType.Password)]
    [StringLength(200, MinimumLength = 16,
        ErrorMessage = "{0} must have 16 to 200 characters: leave it out if only operators read metrics.")]
    public string? Key { get; set; }
}

internal enum MetricsAccess
{
    /// <summary>Whoever reaches the port.</summary>
    Open,

    /// <summary>Who sends <c>Metrics:Key</c> or <c>Operator:Key</c>.</summary>
    Key,
}
