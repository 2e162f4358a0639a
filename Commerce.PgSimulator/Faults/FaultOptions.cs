using System.ComponentModel.DataAnnotations;

namespace Commerce.PgSimulator.Faults;

/// <summary>
/// Configuration section <c>Faults</c>: how badly the gateway behaves. The defaults are the original's.
/// Rates are shares of 1, delays are milliseconds.
/// </summary>
internal sealed class FaultOptions : IValidatableObject
{
    public const string Section = "Faults";
    private const int LongestDelayMs = 600_000;

    /// <summary>The seed of the dice: the same seed and the same sequence of requests give the same outcomes. Null: a new one each start.</summary>
    public int? Seed { get; set; }

    /// <summary>The share of payment requests answered with a 500 before anything is stored.</summary>
    [Range(0.0, 1.0)]
    public double RefuseRate { get; set; } = 0.4;

    /// <summary>The share of processed payments that fail for the card's limit.</summary>
    [Range(0.0, 1.0)]
    public double LimitExceededRate { get; set; } = 0.2;

    /// <summary>The share of processed payments that fail as an invalid card.</summary>
    [Range(0.0, 1.0)]
    public double InvalidCardRate { get; set; } = 0.1;

    /// <summary>The shortest wait before a payment request is answered.</summary>
    [Range(0, LongestDelayMs)]
    public int AcceptDelayMinMs { get; set; } = 100;

    /// <summary>The longest wait before a payment request is answered.</summary>
    [Range(0, LongestDelayMs)]
    public int AcceptDelayMaxMs { get; set; } = 500;

    /// <summary>The shortest time between accepting a payment and concluding it.</summary>
    [Range(0, LongestDelayMs)]
    public int ProcessDelayMinMs { get; set; } = 1_000;

    /// <summary>The longest time between accepting a payment and concluding it.</summary>
    [Range(0, LongestDelayMs)]
    public int ProcessDelayMaxMs { get; set; } = 5_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AcceptDelayMinMs > AcceptDelayMaxMs)
        {
            yield return new($"it must not be above {nameof(AcceptDelayMaxMs)} ({AcceptDelayMaxMs}).", [nameof(AcceptDelayMinMs)]);
        }

        if (ProcessDelayMinMs > ProcessDelayMaxMs)
        {
            yield return new($"it must not be above {nameof(ProcessDelayMaxMs)} ({ProcessDelayMaxMs}).", [nameof(ProcessDelayMinMs)]);
        }

        if (LimitExceededRate + InvalidCardRate > 1)
        {
            yield return new($"together with {nameof(InvalidCardRate)} it must not be above 1.", [nameof(LimitExceededRate)]);
        }
    }
}
