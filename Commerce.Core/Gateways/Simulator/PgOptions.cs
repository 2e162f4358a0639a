using System.ComponentModel.DataAnnotations;
using Commerce.ServiceDefaults.Networks;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>
/// How the PG simulator is reached. Configuration section <c>Pg</c>; <c>PgGateways:&lt;name&gt;</c> adds it once more, with what differs.
/// </summary>
public sealed class PgOptions : IValidatableObject
{
    public const string Section = "Pg";
    public const string FurtherSection = "PgGateways";

    /// <summary>Where the PG listens; the default is its service name.</summary>
    [Required]
    public Uri BaseAddress { get; set; } = new("http://pg-simulator");

    /// <summary>Where the PG posts its callbacks: this API as the PG sees it.</summary>
    [Required]
    public Uri CallbackUrl { get; set; } = new("http://localhost:8080/api/v1/payments/callback");

    /// <summary>How far callbacks are believed; default <see cref="CallbackMode.Signed"/>.</summary>
    public CallbackMode Callbacks { get; set; } = CallbackMode.Signed;

    /// <summary>
    /// The secrets that the PG signs its callbacks with, <c>whsec_</c> and base64 of 24 to 64 bytes; two while one replaces the
    /// other. The process that receives callbacks needs one unless <see cref="Callbacks"/> is <see cref="CallbackMode.Requery"/>.
    /// </summary>
    public string[] CallbackSecrets { get; set; } = [];

    /// <summary>
    /// The networks that it calls back from; from anywhere else a callback is 403 before it is read. Where a proxy stands in front,
    /// <c>Auth:TrustedProxies</c> has to name it, or its address is the caller's. Default: none, and then it may call from anywhere.
    /// </summary>
    [Networks]
    public string[] CallbackNetworks { get; set; } = [];

    /// <summary>
    /// Its share of new payments against the weights of the other gateways. 0 to 1000; 0: it takes none and only ends what it
    /// began; default 1.
    /// </summary>
    [Range(0, 1000)]
    public int Weight { get; set; } = 1;

    /// <summary>How long a connection may take to open. 10 ms to 10 s; default 1 s: connecting is quick or it is broken.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:10")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a payment request may take, looks and further sends included. 100 ms to 60 s; default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long one status lookup may take. 100 ms to 60 s; default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan LookupTimeLimit { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Whether the PG keeps one payment however often it is sent under one <c>Idempotency-Key</c>. Only then is a payment sent again,
    /// after an answer that left its fate open and a look that found nothing. Default false: the original ignores the header.
    /// </summary>
    public bool HonoursIdempotencyKey { get; set; }

    /// <summary>
    /// How often a payment may be sent in all where <see cref="HonoursIdempotencyKey"/>; elsewhere once. 1 to 5; default 3.
    /// </summary>
    [Range(1, 5)]
    public int MaxSends { get; set; } = 3;

    /// <summary>
    /// For how long the PG's <c>Retry-After</c> is obeyed at most: it is sent nothing meanwhile. 0 to 1 h; default 1 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(1);

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
