using System.ComponentModel.DataAnnotations;

namespace Commerce.Core.Circuits;

/// <summary>
/// Whether processes on one database tell each other of their circuit breakers. Configuration section <c>SharedCircuits</c>.
/// </summary>
public sealed class SharedCircuitsOptions
{
    public const string Section = "SharedCircuits";

    /// <summary>
    /// Has breakers of one name open in all processes soon after they opened in one, and an operator's command reach all of them. Default
    /// false: each process learns for itself. Set it where there is more than one process of a kind.
    /// </summary>
    public bool Enabled { get; set; }

    /// <summary>How often the others' news are read. 100 ms to 1 min; default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ReadInterval { get; set; } = TimeSpan.FromSeconds(1);
}
