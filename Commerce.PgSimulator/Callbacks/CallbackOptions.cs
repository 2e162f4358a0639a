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

    /// <summary>The prefixes in force: those configured, or the original's when none is.</summary>
    public IReadOnlyList<string> Prefixes => AllowedPrefixes.Length == 0 ? [OriginalPrefix] : AllowedPrefixes;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < AllowedPrefixes.Length; i++)
        {
            if (!CallbackTargets.IsUsable(AllowedPrefixes[i]))
            {
                yield return new("it must be an absolute http or https address without user, query and fragment.", [$"{nameof(AllowedPrefixes)}:{i}"]);
            }
        }
    }
}
