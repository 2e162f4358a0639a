namespace Commerce.Chaos.Schedules;

/// <summary>Draws an order of any kind that the shop knows.</summary>
internal static class DrawOrder
{
    // The PG's test cards decide by themselves; with the first, which is none of them, the PG's dials do.
    private static readonly string[] Cards =
    [
        Ordinary, Ordinary, Ordinary, Ordinary, Ordinary, Ordinary, "4242-4242-4242-4242", "4000-0000-0000-9995", "4000-0000-0000-0119",
        "4000-0000-0000-9987", "4000-0000-0000-0341", "4000-0000-0000-1976", "5555-5555-5555-4444", "4000-0000-0000-9979",
        "2223-0031-2200-3222", "5105-1051-0510-5100", "4000-0000-0000-0127",
    ];

    // Of payments in a window most meet the PG's dials too.
    private static readonly string[] Fates =
    [
        Dice, Dice, Dice, Dice, "approved", "REJECT_CARD_PAYMENT", "PROVIDER_ERROR", "no-answer", "error-after-accept",
        "callback-before-answer", "callback-twice", "callback-lost", "callback-wrong-amount", "callback-forged",
    ];

    /// <summary>No fate at all: the PG's dials decide.</summary>
    public const string Dice = "dice";

    private const string Ordinary = "1234-5678-9814-1451";

    public static PlannedOrder Execute(Random dice, int number)
    {
        var hasKey = dice.Next(100) < 70;
        var (card, window, points) = dice.Next(100) switch
        {
            < 52 => (Cards[dice.Next(Cards.Length)], null, 0L),
            < 64 => (Cards[dice.Next(Cards.Length)], null, 100L * dice.Next(1, 6)),
            < 84 => (null, Fates[dice.Next(Fates.Length)], 0L),
            < 88 => (null, Fates[dice.Next(Fates.Length)], 100L * dice.Next(1, 6)),
            _ => ((string?)null, (string?)null, 0L),
        };
        return new PlannedOrder(
            number,
            Schedule.Window * dice.NextDouble(),
            dice.Next(ScheduleGoods.Members),
            DrawLines(dice),
            card,
            window,
            points,
            UsesCoupon: dice.Next(100) < 15,
            hasKey,
            Copies: hasKey && dice.Next(100) < 25 ? dice.Next(2, 5) : 1,
            CancelsAfter: dice.Next(100) < 20 ? TimeSpan.FromSeconds(2 * dice.NextDouble()) : null);
    }

    private static List<PlannedLine> DrawLines(Random dice)
    {
        var first = DrawProduct(dice);
        var second = (first + 1) % ScheduleGoods.Stocks.Count;
        return dice.Next(100) < 80 ? [new(first, dice.Next(1, 3))] : [new(first, 1), new(second, 1)];
    }

    // Half of them want what there are last pieces of.
    private static int DrawProduct(Random dice) =>
        dice.Next(100) < 50 ? ScheduleGoods.Stocks.Count - 1 : dice.Next(ScheduleGoods.Stocks.Count);
}
