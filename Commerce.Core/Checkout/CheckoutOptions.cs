using System.ComponentModel.DataAnnotations;

namespace Commerce.Core.Checkout;

/// <summary>How long a buyer has at a gateway's payment window. Configuration section <c>Checkout</c>.</summary>
public sealed class CheckoutOptions : IValidatableObject
{
    public const string Section = "Checkout";

    /// <summary>
    /// For how long one attempt waits for the buyer; then it fails, and no money can have moved. 10 s to 1 d; default 15 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan AttemptTime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// For how long after it was placed an order takes further attempts, with its points and coupon taken; no less than
    /// <see cref="AttemptTime"/>. 10 s to 7 d; default 30 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "7.00:00:00")]
    public TimeSpan OrderTime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How many attempts to pay one order may be made. 1 to 100; default 10.</summary>
    [Range(1, 100)]
    public int MostAttempts { get; set; } = 10;

    /// <summary>How often the worker looks for attempts and orders whose time is over. 100 ms to 1 h; default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many of them one worker ends at a time. 1 to 1000; default 100.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = 100;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OrderTime < AttemptTime)
        {
            yield return new ValidationResult(
                $"must not be less than {Section}:{nameof(AttemptTime)} ({AttemptTime}).", [nameof(OrderTime)]);
        }
    }
}
