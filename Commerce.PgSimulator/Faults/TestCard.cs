
namespace Commerce.PgSimulator.Faults;

/// <summary>
/// A card number with a fixed fate, whatever the dice say. All are test numbers that payment companies publish for this use;
/// none belongs to a person.
/// </summary>
internal sealed record TestCard(string CardNo, Outcome Outcome)
{
    /// <summary>The one list: the API, the page and the documentation show it.</summary>
    public static IReadOnlyList<TestCard> All { get; } =
    [
        Of("4242-4242-4242-4242", "approved"),
        Of("4000-0000-0000-9995", "limit-exceeded"),
        Of("4000-0000-0000-0069", "invalid-card"),
        Of("4000-0000-0000-0119", "refused"),
        Of("4000-0000-0000-9987", "no-answer"),
        Of("4000-0000-0000-0341", "error-after-accept"),
        Of("4000-0000-0000-0002", "not-found-after-accept"),
        Of("4000-0000-0000-9235", "timeout-after-accept"),
        Of("4000-0000-0000-0259", "conflict-after-accept"),
        Of("4000-0000-0000-1976", "kept-twice"),
        Of("5555-5555-5555-4444", "slow-answer"),
        Of("4000-0000-0000-3220", "never-finishes"),
        Of("4000-0000-0000-5126", "late"),
        Of("4000-0000-0000-9979", "callback-lost"),
        Of("2223-0031-2200-3222", "callback-twice"),
        Of("5105-1051-0510-5100", "callback-before-answer"),
        Of("4000-0000-0000-0127", "callback-wrong-amount"),
    ];

    private static readonly Dictionary<string, TestCard> ByNumber = All.ToDictionary(card => card.CardNo);

    public static TestCard? Find(string cardNo) => ByNumber.GetValueOrDefault(cardNo);

    private static TestCard Of(string cardNo, string outcome) => new(cardNo, Outcome.Named(outcome));
}
