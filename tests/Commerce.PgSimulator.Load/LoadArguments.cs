using System.Globalization;

namespace Commerce.PgSimulator.Load;

/// <summary>What to measure.</summary>
/// <param name="Rate">Creates a second; 0: as many as there can be.</param>
/// <param name="Amount">Seconds, or payments for <c>pending</c>.</param>
/// <param name="ProcessDelayMs">From accepting to concluding: shortest and longest.</param>
internal sealed record LoadArguments(string Scenario, int Rate, int Amount, (int Min, int Max) ProcessDelayMs)
{
    public const string Usage = """
        usage: sustained [RATE=300] [SECONDS=60] [PENDING]   creates at a steady rate, whether answers come or not;
                                                             that many are pending once the first are concluded
               peak [SECONDS=20]                             as many creates as 64 clients can make
               pending [COUNT=10000]                         that many payments pending at once, then concluded
        """;

    private static readonly (int Min, int Max) Original = (1_000, 5_000);

    public static LoadArguments? Parse(string[] args) => args switch
    {
        ["sustained"] => new("sustained", 300, 60, Original),
        ["sustained", var rate] when Number(rate) is { } perSecond => new("sustained", perSecond, 60, Original),
        ["sustained", var rate, var time] when Number(rate) is { } perSecond
            && Number(time) is { } seconds => new("sustained", perSecond, seconds, Original),
        ["sustained", var rate, var time, var amount] when Number(rate) is { } perSecond
            && Number(time) is { } seconds
            && Number(amount) is { } pending =>
            new("sustained", perSecond, seconds, Holding(pending, perSecond)),
        ["peak"] => new("peak", 0, 20, Original),
        ["peak", var time] when Number(time) is { } seconds => new("peak", 0, seconds, Original),
        ["pending"] => Pending(10_000),
        ["pending", var amount] when Number(amount) is { } count => Pending(count),
        _ => null,
    };

    // Long enough to take them all in before the first is due.
    private static LoadArguments Pending(int count) => new("pending", 0, count, (60_000 + (count * 2), 60_000 + (count * 2)));

    // What comes in while one payment is pending is pending with it.
    private static (int Min, int Max) Holding(int pending, int perSecond) => (pending * 1_000 / perSecond, pending * 1_100 / perSecond);

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number > 0 ? number : null;
}
