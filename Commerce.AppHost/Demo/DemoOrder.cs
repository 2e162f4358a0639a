using System.Diagnostics;

namespace Commerce.AppHost.Demo;

/// <summary>One order of the demo: what is asked for, and what became of it.</summary>
/// <param name="Title">What is special about it.</param>
/// <param name="CardNo">One of the PG's test cards, or the card that rolls the dice; null: points pay.</param>
internal sealed record DemoOrder(string Title, long ProductId, string? CardNo, string Member = "demo1", long UsePoint = 0)
{
    private const string Dice = "1234-5678-9814-1451";
    private const long Pen = 4;
    private const long LastOne = 2;
    private const long Notebook = 9;

    /// <summary>Twenty orders: the PG's dice, and one of each fate that a payment can have.</summary>
    public static IReadOnlyList<DemoOrder> Twenty() =>
    [
        .. Enumerable.Range(1, 7).Select(n => new DemoOrder($"dice {n}", Pen, Dice)),
        new("approved", Pen, "4242-4242-4242-4242", "demo2"),
        new("points and card", Pen, "4242-4242-4242-4242", "demo3", UsePoint: 1_000),
        new("points alone", Notebook, null, "demo3", UsePoint: 7_500),
        new("limit exceeded", Pen, "4000-0000-0000-9995", "demo2"),
        new("invalid card", Pen, "4000-0000-0000-0069", "demo2"),
        new("500 each time", Pen, "4000-0000-0000-0119", "demo2"),
        new("kept, then 500", Pen, "4000-0000-0000-0341", "demo2"),
        new("no answer", Pen, "4000-0000-0000-9987", "demo2"),
        new("callback lost", Pen, "4000-0000-0000-9979", "demo3"),
        new("callback twice", Pen, "2223-0031-2200-3222", "demo3"),
        new("callback lies", Pen, "4000-0000-0000-0127", "demo3"),
        new("the last one", LastOne, "4242-4242-4242-4242", "demo1"),
        new("the last one too", LastOne, "4242-4242-4242-4242", "demo2"),
    ];

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
