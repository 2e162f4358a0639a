using System.ComponentModel.DataAnnotations;

namespace Commerce.Core.Reconciliation;

/// <summary>How our books are compared with the PG's. Configuration section <c>Reconciliation</c>.</summary>
public sealed class ReconciliationOptions : IValidatableObject
{
    public const string Section = "Reconciliation";

    /// <summary>When the day before is compared, in Seoul: this long after midnight. 0 to 23:59:59; default 00:30.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:59")]
    public TimeSpan DailyAt { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// What moved more recently than this, on either side, may still differ in its state: one side has not heard of it yet. 0 to 1 d;
    /// default 5 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan SettlingTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many lines are compared at a time. 1 to 5000; default 500.</summary>
    [Range(1, 5000)]
    public int BatchSize { get; set; } = 500;

    /// <summary>The longest silence of the PG while it is read, before it counts as broken off. 100 ms to 10 min; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan SilenceLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a run is left to the process that makes it, from one batch to the next. 5 s to 1 h; default 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How soon a daily run that failed is tried again. 1 s to 1 d; default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many days back a daily run that was missed or failed is made up for. 1 to 31; default 7.</summary>
    [Range(1, 31)]
    public int CatchUpDays { get; set; } = 7;

    /// <summary>How often the worker looks whether a daily run is due. 100 ms to 1 h; default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMinutes(1);

    // A batch is cut at half a lease, and may then wait for one more line.
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Lease <= SilenceLimit * 2)
        {
            yield return new ValidationResult(
                $"must be more than twice {Section}:{nameof(SilenceLimit)} ({SilenceLimit}).", [nameof(Lease)]);
        }
    }
}
