namespace Commerce.AppHost.Demo;

/// <summary>A card to order with: one that rolls the PG's dice, or one of its test cards, whose fate is fixed.</summary>
internal sealed record DemoCard(string CardNo, string Fate)
{
    /// <summary>The original's example; the PG knows no fate for it.</summary>
    public static readonly DemoCard Dice = new("1234-5678-9814-1451", "rolls the dice");

    /// <summary>The dice first, then the PG's own list.</summary>
    public static readonly IReadOnlyList<DemoCard> All =
    [
        Dice,
        new("4242-4242-4242-4242", "approved"),
        new("4000-0000-0000-9995", "limit-exceeded"),
        new("4000-0000-0000-0069", "invalid-card"),
        new("4000-0000-0000-0119", "refused"),
        new("4000-0000-0000-9987", "no-answer"),
        new("4000-0000-0000-0341", "error-after-accept"),
        new("4000-0000-0000-0002", "not-found-after-accept"),
        new("4000-0000-0000-9235", "timeout-after-accept"),
        new("4000-0000-0000-0259", "conflict-after-accept"),
        new("4000-0000-0000-1976", "kept-twice"),
        new("5555-5555-5555-4444", "slow-answer"),
        new("4000-0000-0000-3220", "never-finishes"),
        new("4000-0000-0000-5126", "late"),
        new("4000-0000-0000-9979", "callback-lost"),
        new("2223-0031-2200-3222", "callback-twice"),
        new("5105-1051-0510-5100", "callback-before-answer"),
        new("4000-0000-0000-0127", "callback-wrong-amount"),
    ];

    /// <summary>The number of the card with that fate.</summary>
    public static string For(string fate) => All.Single(card => card.Fate == fate).CardNo;
}
