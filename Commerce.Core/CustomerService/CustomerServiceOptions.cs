using System.ComponentModel.DataAnnotations;

namespace Commerce.Core.CustomerService;

/// <summary>How customer service hears of a case. Configuration section <c>CustomerService</c>.</summary>
public sealed class CustomerServiceOptions : IValidatableObject
{
    public const string Section = "CustomerService";

    /// <summary>
    /// Where a message is posted as <c>{"text": …}</c>, as Slack and its kin read it. Default: nowhere, a log line has to do.
    /// </summary>
    public Uri? WebhookUrl { get; set; }

    /// <summary>How long the post may take. 100 ms to 60 s; default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(5);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (WebhookUrl is not null && (!WebhookUrl.IsAbsoluteUri || WebhookUrl.Scheme is not ("http" or "https")))
        {
            yield return new ValidationResult("must be an absolute http or https address.", [nameof(WebhookUrl)]);
        }
    }
}
