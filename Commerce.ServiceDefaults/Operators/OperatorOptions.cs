using System.ComponentModel.DataAnnotations;

namespace Commerce.ServiceDefaults.Operators;

/// <summary>What proves that a request comes from an operator.</summary>
internal sealed class OperatorOptions
{
    public const string Section = "Operator";

    /// <summary>
    /// The key that requests carry in header <c>X-Operator-Key</c>. A secret of 32 characters or more, which nobody guesses. Default: none,
    /// and then nobody is an operator.
    /// </summary>
    [DataType(DataType.Password)]
    [MinLength(32, ErrorMessage = "it must have 32 characters or more, or be left out if there is no operator.")]
    public string? Key { get; set; }

    /// <summary>
    /// Who may read the details of <c>/health</c> and the circuit breakers. Default: <c>Open</c> in Development, <c>Operators</c>
    /// elsewhere.
    /// </summary>
    public DetailsAccess? Details { get; set; }
}

internal enum DetailsAccess
{
    /// <summary>Whoever reaches the port.</summary>
    Open,

    /// <summary>Operators; of <c>/health</c> everybody else reads the status alone.</summary>
    Operators,
}
