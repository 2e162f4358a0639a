using System.ComponentModel.DataAnnotations;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>Configuration section <c>Callbacks</c>: whom the gateway calls back, and how.</summary>
internal sealed class CallbackOptions : IValidatableObject
{
    public const string Section = "Callbacks";
    private const string OriginalPrefix = "http://localhost:8080";

    /// <summary>
    /// The beginnings that a <c>callbackUrl</c> may have. Anything else is refused: a gateway that calls any address
    /// a client names is a hole into the network it stands in.
    /// </summary>
    public string[] AllowedPrefixes { get; set; } = [];

    /// <summary>Seconds after which a merchant that does not answer is given up, 1 to 300. The original waits for ever.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>
    /// Secrets for signing as Standard Webhooks does, each <c>whsec_</c> and base64 of 24 to 64 bytes. With two, both sign,
    /// so that a secret can be changed without a gap. Without any, callbacks are unsigned, as in the original.
    /// </summary>
    public string[] Secrets { get; set; } = [];

    /// <summary>How often a callback is tried until the merchant answers 2xx, 1 to 20. The original tries once.</summary>
    [Range(1, 20)]
    public int MaxAttempts { get; set; } = 1;

    /// <summary>Seconds before the second attempt, 1 to 3600; each further one waits twice as long, at most an hour.</summary>
    [Range(1, 3600)]
    public int RetryDelaySeconds { get; set; } = 5;

    /// <summary>
    /// How many callbacks are on their way at a time, 1 to 100,000; the others wait in their table, so that a merchant who
    /// hangs cannot fill the memory. Not for <c>Compatibility:WorkerThreads</c>, where each worker sends one.
    /// </summary>
    [Range(1, 100_000)]
    public int MostInFlight { get; set; } = 5_000;

    /// <summary>The prefixes in force: those configured, or the original's when none is.</summary>
    public IReadOnlyList<string> Prefixes => AllowedPrefixes.Length == 0 ? [OriginalPrefix] : AllowedPrefixes;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < AllowedPrefixes.Length; i++)
        {
            if (!CallbackTargets.IsUsable(AllowedPrefixes[i]))
            {
                yield return new(
                    "it must be an absolute http or https address without user, query and fragment.", [$"{nameof(AllowedPrefixes)}:{i}"]);
            }
        }
    }
}
