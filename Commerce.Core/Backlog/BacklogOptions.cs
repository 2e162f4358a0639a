using System.ComponentModel.DataAnnotations;

namespace Commerce.Core.Backlog;

/// <summary>How often the worker reads what is waiting, for the metrics. Configuration section <c>Backlog</c>.</summary>
public sealed class BacklogOptions
{
    public const string Section = "Backlog";

    /// <summary>
    /// How often the database is read. A figure that could not be renewed for three times as long has no value any more. 1 s to 5 min;
    /// default 10 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(10);
}
