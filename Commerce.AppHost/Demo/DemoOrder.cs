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

    /// <summary>As many orders as asked for, all with one card, by each member in turn.</summary>
    public static IReadOnlyList<DemoOrder> Many(int count, string cardNo) =>
        [.. Enumerable.Range(0, count).Select(
            n => new DemoOrder($"order {n + 1}", Pen + (n % WellStocked), cardNo, $"demo{1 + (n % Members)}"))];

    public long? OrderId { get; set; }

    /// <summary>The error that the API answered with; null when it accepted the order.</summary>
    public string? Refusal { get; set; }

    public string Status { get; set; } = "PENDING";

    public string? PaymentStatus { get; set; }

    /// <summary>Won that the card was to pay.</summary>
    public long CardAmount { get; set; }

    public string? Reason { get; set; }

    public Stopwatch Clock { get; } = new();

    /// <summary>Nothing was recorded, or the order has its end and its money is where it belongs.</summary>
    public bool IsOver => OrderId is null
        ? Refusal is not null
        : Status != "PENDING" && !(Status == "FAILED" && PaymentStatus == "SUCCESS");

    /// <summary>The last four digits: all that anybody needs to see of a card.</summary>
    public string Card => CardNo is null ? "points" : $"…{CardNo[^4..]}";
}
