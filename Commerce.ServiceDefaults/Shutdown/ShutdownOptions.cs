using System.ComponentModel.DataAnnotations;

namespace Commerce.ServiceDefaults.Shutdown;

/// <summary>How a process ends when it is told to (SIGTERM). Configuration section <c>Shutdown</c>.</summary>
public sealed class ShutdownOptions
{
    public const string Section = "Shutdown";

    /// <summary>
    /// For how long the API still takes requests although <c>/ready</c> says already that it ends: longer than whoever sends it requests
    /// needs to notice. 0 to 5 min; default 0 in Development, else 5 s. No other process waits.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan? DrainDelay { get; set; }

    /// <summary>
    /// How long what is under way after that may take to end: requests, and the pieces of work that a worker has begun. What takes longer
    /// is broken off. 1 s to 10 min; default 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
