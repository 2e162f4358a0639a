using System.ComponentModel.DataAnnotations;

namespace Commerce.PgSimulator.Due;

/// <summary>
/// Configuration section <c>Compatibility</c>: weaknesses of the original that are not part of its wire, for those who
/// want to see them.
/// </summary>
internal sealed class CompatibilityOptions
{
    public const string Section = "Compatibility";

    /// <summary>
    /// How many payments and callbacks are worked on at a time. With 0 (the default) any number of payments is: they wait in
    /// a table and not in a thread, and callbacks up to <c>Callbacks:MostInFlight</c>, for flat memory. The original has 8,
    /// which is 2.7 payments a second, and one hanging merchant takes one of the 8 away.
    /// </summary>
    [Range(0, 1_000)]
    public int WorkerThreads { get; set; }

    /// <summary>Whether a fixed number of workers does the work, and not the due loops.</summary>
    public bool HasWorkers => WorkerThreads > 0;

    /// <summary>At start, forget what was due: those payments stay PENDING for ever, as in the original. False by default.</summary>
    public bool ForgetAtRestart { get; set; }
}
