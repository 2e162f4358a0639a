using System.Diagnostics;

namespace Commerce.AppHost.Demo;

/// <summary>One order of the demo: what is asked for, and what became of it.</summary>
/// <param name="Title">What is special about it.</param>
/// <param name="CardNo">One of the PG's test cards, or the card that rolls the dice; null: points pay.</param>
internal sealed record DemoOrder(string Title, long ProductId, string? CardNo, string Member = "demo1", long UsePoint = 0)
{
    private const long Pen = 4;
    private const long LastOne = 2;
    private const long Notebook = 9;
    private const int WellStocked = 21; // The products from the pen on, 1,000 pieces of each.
    private const int Members = 3;

    /// <summary>Twenty orders: the PG's dice, and one of each fate that a payment can have.</summary>
    public static IReadOnlyList<DemoOrder> Twenty() =>
    [
        .. Enumerable.Range(1, 7).Select(n => new DemoOrder($"dice {n}", Pen, DemoCard.Dice.CardNo)),
        new("approved", Pen, DemoCard.For("approved"), "demo2"),
        new("points and card", Pen, DemoCard.For("approved"), "demo3", UsePoint: 1_000),
        new("points alone", Notebook, null, "demo3", UsePoint: 7_500),
        new("limit exceeded", Pen, DemoCard.For("limit-exceeded"), "demo2"),
        new("invalid card", Pen, DemoCard.For("invalid-card"), "demo2"),
        new("500 each time", Pen, DemoCard.For("refused"), "demo2"),
        new("kept, then 500", Pen, DemoCard.For("error-after-accept"), "demo2"),
        new("no answer", Pen, DemoCard.For("no-answer"), "demo2"),
        new("callback lost", Pen, DemoCard.For("callback-lost"), "demo3"),
        new("callback twice", Pen, DemoCard.For("callback-twice"), "demo3"),
        new("callback lies", Pen, DemoCard.For("callback-wrong-amount"), "demo3"),
        new("the last one", LastOne, DemoCard.For("approved"), "demo1"),
        new("the last one too", LastOne, DemoCard.For("approved"), "demo2"),
    ];

    /// <summary>Twenty orders that are paid in a gateway's window: each fate that one can have there.</summary>
    public static IReadOnlyList<DemoOrder> TwentyInWindows()
    {
        var gone = InWindow("buyer gone", DemoBuyer.Meets("approved") with { IsGone = true }, "demo2");
        return
        [
            InWindow("dice 1", new DemoBuyer("dice")),
            InWindow("dice 2", new DemoBuyer("dice")),
            InWindow("approved", DemoBuyer.Meets("approved")),
            InWindow("paid twice", DemoBuyer.Meets("approved") with { IsImpatient = true }),
            InWindow("part given back", DemoBuyer.Meets("approved") with { GivenBack = 1_000 }),
            InWindow("all given back", DemoBuyer.Meets("approved") with { GivenBack = long.MaxValue }),
            InWindow("refused", DemoBuyer.Meets("REJECT_CARD_PAYMENT"), "demo2"),
            InWindow("no answer", DemoBuyer.Meets("no-answer"), "demo2"),
            InWindow("kept, then 500", DemoBuyer.Meets("error-after-accept"), "demo2"),
            InWindow("slow answer", DemoBuyer.Meets("slow-answer"), "demo2"),
            InWindow("webhook first", DemoBuyer.Meets("callback-before-answer"), "demo3"),
            InWindow("webhook twice", DemoBuyer.Meets("callback-twice"), "demo3"),
            InWindow("webhook lost", DemoBuyer.Meets("callback-lost"), "demo3"),
            InWindow("webhook lies", DemoBuyer.Meets("callback-wrong-amount"), "demo3"),
            InWindow("window expires", new DemoBuyer("expire")),
            InWindow("confirmed late", new DemoBuyer("expire-unconfirmed")),
            InWindow("window closed", new DemoBuyer("close"), "demo2"),
            gone,
            InWindow("tampered amount", DemoBuyer.Meets("approved") with { Tampering = 1 }, "demo3"),
            InWindow("foreign key", DemoBuyer.Meets("approved") with { KeyOf = gone }, "demo3"),
        ];
    }

    /// <summary>As many orders as asked for, all with one card, by each member in turn.</summary>
    public static IReadOnlyList<DemoOrder> Many(int count, string cardNo) =>
        [.. Enumerable.Range(0, count).Select(
            n => new DemoOrder($"order {n + 1}", Pen + (n % WellStocked), cardNo, $"demo{1 + (n % Members)}"))];

    /// <summary>Who pays in the gateway's window; null: the card comes with the order, or points pay.</summary>
    public DemoBuyer? Buyer { get; private init; }

    public long? OrderId { get; set; }

    /// <summary>What the PG calls it; null as long as it was not told of it.</summary>
    public string? PgName { get; set; }

    /// <summary>The key that the window gave, once its buyer has left it; null: it gave none.</summary>
    public TaskCompletionSource<string?> PaymentKey { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The error that the API answered with; null when it accepted the order.</summary>
    public string? Refusal { get; set; }

    public string Status { get; set; } = "PENDING";

    public string? PaymentStatus { get; set; }

    /// <summary>Won that the card was to pay.</summary>
    public long CardAmount { get; set; }

    /// <summary>Won that the PG must have of it at its end: all when it is completed, else nothing.</summary>
    public long Due => Status == "COMPLETED" ? CardAmount - GivenBack : 0;

    /// <summary>Won that go back in the gateway's console.</summary>
    public long GivenBack => Math.Min(Buyer?.GivenBack ?? 0, CardAmount);

    /// <summary>Why customer service has to look at what was given back; null: it does not know of it.</summary>
    public string? Case { get; set; }

    /// <summary>Customer service knows what it must: a part is another case than all of it.</summary>
    public bool IsKnown => Case == (GivenBack == 0 || Status != "COMPLETED" ? null
        : GivenBack < CardAmount ? "PARTLY_CANCELLED" : "STATE_DIFFERS");

    public string? Reason { get; set; }

    public Stopwatch Clock { get; } = new();

    /// <summary>Nothing was recorded, or the order has its end and its money is where it belongs.</summary>
    public bool IsOver => OrderId is null
        ? Refusal is not null
        : Status != "PENDING" && !(Status == "FAILED" && PaymentStatus == "SUCCESS");

    /// <summary>The last four digits: all that anybody needs to see of a card.</summary>
    public string Card => (CardNo, Buyer) switch
    {
        (_, not null) => "window",
        (null, _) => "points",
        _ => $"…{CardNo[^4..]}",
    };

    private static DemoOrder InWindow(string title, DemoBuyer buyer, string member = "demo1") =>
        new(title, Pen, CardNo: null, member) { Buyer = buyer };
}
