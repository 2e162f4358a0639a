using System.ComponentModel.DataAnnotations;

namespace Commerce.PgSimulator.Toss.Wire;

/// <summary>Configuration section <c>Toss</c>: the merchant of the Toss dialect, its clocks and its limits.</summary>
internal sealed class TossDialectOptions : IValidatableObject
{
    public const string Section = "Toss";

    /// <summary>The merchant's secret key, a test key. Without it nobody comes in.</summary>
    [DataType(DataType.Password)]
    [RegularExpression("test_g?sk_[A-Za-z0-9_-]{1,80}", ErrorMessage = "it must be a test key: test_sk_… or test_gsk_….")]
    public string? SecretKey { get; set; }

    /// <summary>The merchant's public key, which opens the payment window.</summary>
    [RegularExpression("test_g?ck_[A-Za-z0-9_-]{1,80}", ErrorMessage = "it must be a test key: test_ck_… or test_gck_….")]
    public string? ClientKey { get; set; }

    /// <summary>The merchant's id, 1 to 14 letters and digits.</summary>
    [Required]
    [RegularExpression("[A-Za-z0-9]{1,14}", ErrorMessage = "it must have 1 to 14 letters and digits.")]
    public string MerchantId { get; set; } = "pgsimulator";

    /// <summary>
    /// Where webhooks go; as for callbacks, only where <c>Callbacks:AllowedPrefixes</c> leads. Without it none is sent.
    /// </summary>
    public string? WebhookUrl { get; set; }

    /// <summary>For how long a payment window is open, READY, a millisecond to a day.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00", ErrorMessage = "it must be from 1 ms to 1 day.")]
    public TimeSpan WindowLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>For how long a payment that the buyer agreed to, IN_PROGRESS, can be confirmed, a millisecond to a day.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00", ErrorMessage = "it must be from 1 ms to 1 day.")]
    public TimeSpan ConfirmWithin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long it is until a webhook that was not agreed to is sent again, a millisecond to an hour; each further time takes four times as
    /// long, and there are seven.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00", ErrorMessage = "it must be from 1 ms to 1 hour.")]
    public TimeSpan FirstRepeat { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>For how long an idempotency key stands for its answer, a millisecond to 15 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "15.00:00:00", ErrorMessage = "it must be from 1 ms to 15 days.")]
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromDays(15);

    /// <summary>
    /// For how long a request under an idempotency key is taken to be in flight, a millisecond to an hour: that of a process that died is
    /// made again after that.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00", ErrorMessage = "it must be from 1 ms to 1 hour.")]
    public TimeSpan InFlightFor { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How many requests a minute each call is answered, 0 to 1,000,000; 0 is no limit. A further one is 429.</summary>
    [Range(0, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 100;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SecretKey is null != ClientKey is null)
        {
            yield return new(
                $"{nameof(SecretKey)} and {nameof(ClientKey)} are one pair: set both or none.",
                [SecretKey is null ? nameof(SecretKey) : nameof(ClientKey)]);
        }

        if (WebhookUrl is not null && !Uri.TryCreate(WebhookUrl, UriKind.Absolute, out _))
        {
            yield return new("it must be an absolute address.", [nameof(WebhookUrl)]);
        }
    }
}
