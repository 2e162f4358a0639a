using System.ComponentModel.DataAnnotations;

namespace Commerce.Core.Recovery.Schedule;

/// <summary>When the PG is asked about payments that are still open. Configuration section <c>Recovery</c>.</summary>
public sealed class RecoveryOptions : IValidatableObject
{
    public const string Section = "Recovery";

    /// <summary>How long after the request the first look comes. 100 ms to 1 h; default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan FirstLook { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest gap between two looks; gaps double up to it. 1 s to 1 d; default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestGap { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long "the PG knows nothing of it" proves nothing. 0 to 1 h; default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan AbsenceGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How soon an absence is looked at a second time. 100 ms to 10 min; default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan AbsenceRecheck { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// For how long a payment that failed without a key is looked at although the PG knows nothing of it. 0 to 30 d; default 7 d, which
    /// is as long as an authorised card may be charged, and longer than books of its day are compared.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan LateLooks { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The longest gap between two looks at a payment that has failed; gaps double up to it. 1 s to 1 d; default 6 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestLateGap { get; set; } = TimeSpan.FromHours(6);

    /// <summary>
    /// How long after a card payment has succeeded the PG is asked once more, in case it took the money a second time and its callback
    /// was lost. 0 to 7 d, 0: not at all; default 1 h.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan LookAfterSuccess { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long after the PG has said that a card payment failed it is asked once more, in case it took the money in another transaction
    /// of the order and its callback was lost. 0 to 7 d, 0: not at all; default 1 h.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan LookAfterFailure { get; set; } = TimeSpan.FromHours(1);

    /// <summary>When a payment that the PG does not decide becomes a case for customer service. 1 s to 7 d; default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan UndecidedAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often the worker looks for payments that are due. 100 ms to 1 min; default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>After how many looks in a row that broke off here a payment is set aside with a case. 1 to 1000; default 10.</summary>
    [Range(1, 1000)]
    public int MostFailures { get; set; } = 10;

    /// <summary>How many payments one worker takes at a time. 1 to 1000; default 20.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = 20;

    /// <summary>How many payments one worker asks about at the same time. 1 to 64; default 8.</summary>
    [Range(1, 64)]
    public int AtOnce { get; set; } = 8;

    /// <summary>
    /// How many requests a second all processes together send to PGs when no customer's order waits for them: looks, voids, what
    /// callbacks make them ask, and confirms by members. Every process has to have the same number. 3 to 3000; default 100.
    /// </summary>
    [Range(3, 3000)]
    public int RequestsPerSecond { get; set; } = 100;

    /// <summary>How often orders that have been PENDING for long are made due for a look. 1 s to 1 h; default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>For how long an order is PENDING before the sweep takes it up. 1 s to 1 d; default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>For how long a taken payment is left to the worker that took it. 5 s to 10 min; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BatchSize * GatewayBudget.Look > RequestsPerSecond * Lease.TotalSeconds)
        {
            yield return new ValidationResult(
                $"a batch must fit into its lease: at most {nameof(RequestsPerSecond)} times {nameof(Lease)} in seconds, by "
                + $"{GatewayBudget.Look}.",
                [nameof(BatchSize)]);
        }
    }
}
