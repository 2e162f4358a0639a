using System.ComponentModel.DataAnnotations;

namespace Commerce.Core.Payments.Gateways.Simulator;

/// <summary>How the PG simulator is reached. Configuration section <c>Pg</c>.</summary>
public sealed class PgOptions : IValidatableObject
{
    public const string Section = "Pg";

    /// <summary>Where the PG listens; the default is its service name.</summary>
    [Required]
    public Uri BaseAddress { get; set; } = new("http://pg-simulator");

    /// <summary>Where the PG posts its callbacks: this API as the PG sees it.</summary>
    [Required]
    public Uri CallbackUrl { get; set; } = new("http://localhost:8080/api/v1/payments/callback");

    /// <summary>How long a connection may take to open. 10 ms to 10 s; default 1 s: connecting is quick or it is broken.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:10")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a payment request may take, looks and further sends included. 100 ms to 60 s; default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long one status lookup may take. 100 ms to 60 s; default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan LookupTimeLimit { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a payment may be sent in all, each further time only after the PG proved it has nothing. 1 to 5; default 3.</summary>
    [Range(1, 5)]
    public int MaxSends { get; set; } = 3;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsHttp(BaseAddress))
        {
            yield return new ValidationResult("must be an absolute http or https address.", [nameof(BaseAddress)]);
        }

        if (!IsHttp(CallbackUrl))
        {
            yield return new ValidationResult("must be an absolute http or https address.", [nameof(CallbackUrl)]);
        }
    }

    private static bool IsHttp(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
