namespace Commerce.ServiceDefaults.Failures;

/// <summary>Failures on purpose, in Development alone. Configuration section <c>FailurePoints</c>.</summary>
internal sealed class FailurePointOptions
{
    public const string Section = "FailurePoints";

    /// <summary>Whether failure points can be armed at all. Only Development accepts it. Default: no.</summary>
    public bool Enabled { get; set; }

    /// <summary>
    /// What happens at which of them from the start on, such as <c>order-committed@2=kill; callback-stored@1=delay:500</c>. Default:
    /// nothing.
    /// </summary>
    public string? Plan { get; set; }
}
