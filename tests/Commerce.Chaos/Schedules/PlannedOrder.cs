namespace Commerce.Chaos.Schedules;

/// <summary>One thing that a member wants, and how he goes about it.</summary>
/// <param name="Number">From 1 within its schedule.</param>
/// <param name="At">After the schedule's begin.</param>
/// <param name="Member">Which of the schedule's members, from 0.</param>
/// <param name="Lines">Which of the schedule's products, from 0, and how many pieces of each.</param>
/// <param name="Card">The card's number; null: points pay all of it, or it is paid in a window.</param>
/// <param name="Window">
/// What the first confirm of a payment in Toss's window meets, by the simulator's name for it; null: it is not paid in a window.
/// </param>
/// <param name="Points">How many points pay a part of it.</param>
/// <param name="UsesCoupon">The member's copy of the schedule's coupon takes something off.</param>
/// <param name="HasKey">It is sent with an idempotency key, and again with it until there is an answer.</param>
/// <param name="Copies">How often it is sent at once; more than once only with a key.</param>
/// <param name="CancelsAfter">How long after the answer the member wants his money back; null: not at all.</param>
internal sealed record PlannedOrder(
    int Number,
    TimeSpan At,
    int Member,
    IReadOnlyList<PlannedLine> Lines,
    string? Card,
    string? Window,
    long Points,
    bool UsesCoupon,
    bool HasKey,
    int Copies,
    TimeSpan? CancelsAfter)
{
    public override string ToString() =>
        $"order {Number} at {At.TotalSeconds:0.00} s: {string.Join(" + ", Lines)} by {How}{(UsesCoupon ? ", coupon" : "")}"
        + $"{(HasKey ? ", key" : "")}{(Copies > 1 ? $", sent {Copies} times at once" : "")}"
        + $"{(CancelsAfter is { } after ? $", cancelled after {after.TotalSeconds:0.0} s" : "")}";

    private string How => (Card, Points) switch
    {
        _ when Window is not null => $"a window ({Window}){(Points > 0 ? $" and {Points} points" : "")}",
        (null, _) => "points",
        ({ } card, 0) => $"card {card[^4..]}",
        ({ } card, _) => $"card {card[^4..]} and {Points} points",
    };
}

internal sealed record PlannedLine(int Product, int Quantity)
{
    public override string ToString() => $"{Quantity} x product {Product}";
}
