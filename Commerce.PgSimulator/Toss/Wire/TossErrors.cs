namespace Commerce.PgSimulator.Toss.Wire;

/// <summary>Every error of the dialect, by its code.</summary>
internal static class TossErrors
{
    private static readonly Dictionary<string, DialectError> ByCode =
        ConfirmErrors.Refusals.Concat(ConfirmErrors.Doubtful).Concat(RequestErrors.Merchants).Concat(RequestErrors.Absent)
            .Concat(CancelErrors.All).ToDictionary(error => error.Code, StringComparer.Ordinal);

    /// <summary>All codes that a confirm can be answered with.</summary>
    public static IReadOnlyList<DialectError> OfConfirm { get; } =
        [.. ConfirmErrors.Refusals, .. ConfirmErrors.Doubtful, .. RequestErrors.Merchants, .. RequestErrors.Absent.Take(2)];

    public static DialectError? Find(string code) => ByCode.GetValueOrDefault(code);

    public static DialectError Named(string code) => ByCode[code];
}
