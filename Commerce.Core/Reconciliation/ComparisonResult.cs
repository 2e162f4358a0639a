namespace Commerce.Core.Reconciliation;

/// <summary>How a line came out.</summary>
/// <param name="Break">Null when it agrees, or when it is too early to say.</param>
internal readonly record struct ComparisonResult(BreakKind? Break, bool IsTooEarly = false)
{
    public static readonly ComparisonResult Agrees = new(null);
    public static readonly ComparisonResult Unsettled = new(null, IsTooEarly: true);
}
