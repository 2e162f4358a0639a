using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Commerce.PgSimulator.Faults;

/// <summary>
/// Every dial of the gateway's misbehaviour: the configuration section <c>Faults</c> and the body of <c>/api/v1/faults</c>
/// alike. The defaults are the original's. Rates are shares of 1, delays are milliseconds.
/// </summary>
internal sealed partial class FaultOptions : IValidatableObject
{
    public const string Section = "Faults";

    /// <summary>Whether the dials can be turned over HTTP, whatever the environment. Null: in Development only.</summary>
    [JsonIgnore]
    public bool? Enabled { get; set; }

    /// <summary>
    /// The seed of the dice: the same seed and the same sequence of requests give the same outcomes. Null: a new one each start.
    /// </summary>
    public int? Seed { get; set; }

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
            yield return new(
                $"together with {nameof(InvalidCardRate)} ({InvalidCardRate}) it must not be above 1.", [nameof(LimitExceededRate)]);
        }
    }
}
