using Commerce.Chaos.Schedules;

namespace Commerce.Chaos.Matrix;

/// <summary>One dependency that fails in one way while orders of every kind are placed.</summary>
internal sealed record MatrixCase(Dependency Dependency, WayToFail Way)
{
    private const string Approved = "4242-4242-4242-4242";
    private const string Declined = "4000-0000-0000-9995";

    private static readonly TimeSpan BreaksAt = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan BreaksFor = TimeSpan.FromSeconds(4);

    private static readonly int Plenty = ScheduleGoods.Stocks.Count - 1;

    public static readonly IReadOnlyList<MatrixCase> All =
    [
        .. from dependency in Enum.GetValues<Dependency>() from way in Enum.GetValues<WayToFail>() select new MatrixCase(dependency, way),
    ];

    /// <summary>Those that have a text in their names; none: no such case.</summary>
    public static IReadOnlyList<MatrixCase> Named(string text) =>
        [.. All.Where(one => $"{one}".Contains(text, StringComparison.OrdinalIgnoreCase))];

    /// <summary>Its row and column, from 1.</summary>
    private int Number => ((int)Dependency * 10) + (int)Way + 11;

    /// <summary>The first order comes before anything breaks, the last while it lasts.</summary>
    public Schedule Schedule() => new(
        Seed: 0, Number, StackShape.Plain,
        [
            Order(1, 0.0, Approved),
            Order(2, 0.7, Approved) with { Copies = 2 },
            Order(3, 1.0, Declined),
            Order(4, 1.3, card: null),
            Order(5, 1.6, Approved) with { Points = 300, HasKey = false },
            Order(6, 1.9, Approved) with { CancelsAfter = TimeSpan.FromSeconds(1), UsesCoupon = true },
            Order(7, 2.2, Approved) with { Lines = [new PlannedLine(0, 1)] }, // The last piece, and
            Order(8, 2.3, Approved) with { Lines = [new PlannedLine(0, 1)] }, // somebody else who wants it.
        ],
        [new BrokenDependency(BreaksAt, BreaksFor, Dependency, Way)]);

    public override string ToString() => $"{Dependency.Name()} {Way.Name()}";

    private static PlannedOrder Order(int number, double at, string? card) => new(
        number, TimeSpan.FromSeconds(at), Member: (number - 1) % ScheduleGoods.Members, [new PlannedLine(Plenty, 1)], card, Window: null,
        Points: 0, UsesCoupon: false, HasKey: true, Copies: 1, CancelsAfter: null);
}
