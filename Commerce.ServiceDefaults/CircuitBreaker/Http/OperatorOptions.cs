using System.ComponentModel.DataAnnotations;

namespace Commerce.ServiceDefaults.CircuitBreaker.Http;

/// <summary>What proves that a request comes from an operator.</summary>
internal sealed class OperatorOptions
{
    public const string Section = "Operator";

    /// <summary>
    /// The key that requests carry in header <c>X-Operator-Key</c>. A secret; not empty. Default: none, and then nobody is an operator.
    /// </summary>
    [MinLength(1, ErrorMessage = "{0} must not be empty: leave it out if there is no operator.")]
    public string? Key { get; set; }
}
