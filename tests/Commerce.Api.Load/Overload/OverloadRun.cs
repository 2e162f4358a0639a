using Commerce.Api.Load.PaidOrders;
using Spectre.Console;

namespace Commerce.Api.Load.Overload;

/// <summary>
/// What the shop gives when more comes than it bears. First its peak: the most orders a second that buyers who wait for each other get
/// paid, three reads of the catalogue to every order. Then twice as many come, whether the others are answered or not, and more and more
/// until some are refused.
/// </summary>
internal sealed class OverloadRun(TimeSpan phase, int crowd, IAnsiConsole console)
{
    private const double GoodputKept = 0.9;
    private const double LongestAnswerMs = 5_000;
    private const int ReadsAnOrder = 3;
    private static readonly int[] Clients = [8, 16, 32, 64, 128];
    private static readonly int[] TimesThePeak = [2, 3, 4, 6, 8, 12];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3); // What one phase has begun does not count as the next one's.

    private readonly Promises _promises = new(console);

    /// <returns>The program's exit code.</returns>
    public async Task<int> ExecuteAsync()
    {
        await using var shop = await console.Status().StartAsync("Starting the stack …", _ => PaidOrdersShop.StartAsync());
        using var client = new ShopClient(shop, connections: 1_000);
        await StayAsync(shop, client, 16, WarmUp);
        var (peak, clientsAtPeak) = await FindPeakAsync(shop, client);
        var overloads = await RaiseAsync(shop, client, peak);
        overloads.Add(($"with {crowd} clients", await MeasureAsync(shop, $"{crowd} clients", () => StayAsync(shop, client, crowd, phase))));
        // Once more: a machine that has become faster or slower meanwhile has for all of it.
        var again = await MeasureAsync(shop, $"{clientsAtPeak} clients", () => StayAsync(shop, client, clientsAtPeak, phase));
        peak = (peak + again.Goodput) / 2;
        foreach (var (name, figures) in overloads)
        {
            _promises.Check(
                figures.Goodput >= GoodputKept * peak,
                $"goodput {name} at or above {GoodputKept} of the peak: {figures.Goodput / peak:F2}");
            _promises.Check(figures.Longest <= LongestAnswerMs, $"no answer {name} takes longer than 5 s: {figures.Longest:F0} ms");
            _promises.Check(figures.Broken == 0, $"no 5xx {name} but 503 with Retry-After ({figures.Broken} others)");
        }

        _promises.Check(overloads.Exists(overload => overload.Figures.Refused > 0), "it was more than the API bears: some were refused");
        return _promises.ExitCode;
    }

    private async Task<(double Goodput, int Clients)> FindPeakAsync(PaidOrdersShop shop, ShopClient client)
    {
        var peak = (Goodput: 0d, Clients: 0);
        foreach (var clients in Clients)
        {
            var figures = await MeasureAsync(shop, $"{clients} clients", () => StayAsync(shop, client, clients, phase));
            peak = figures.Goodput > peak.Goodput ? (figures.Goodput, clients) : peak;
        }

        return peak;
    }

    private async Task<List<(string Name, RushFigures Figures)>> RaiseAsync(PaidOrdersShop shop, ShopClient client, double peak)
    {
        var overloads = new List<(string, RushFigures Figures)>();
        foreach (var times in TimesThePeak.TakeWhile(_ => overloads.TrueForAll(overload => overload.Figures.Refused == 0)))
        {
            var name = $"at {times} times the peak";
            var figures = await MeasureAsync(
                shop, $"{name}, {times * peak:F0} orders a second", () => ArriveAsync(shop, client, times * peak));
            overloads.Add((name, figures));
        }

        return overloads;
    }

    // One of four places an order and waits for its end, the others read a page of the catalogue.
    private static async Task<RushFigures> StayAsync(PaidOrdersShop shop, ShopClient client, int clients, TimeSpan duration)
    {
        var figures = new RushFigures();
        var rush = new Rush(client, MemberOf, figures);
        await rush.StayAsync(clients, duration, (number, meantAt) => number % (1 + ReadsAnOrder) == 0
            ? rush.BuyAsync(number, ProductOf(shop, number), meantAt, BetweenLooks)
            : rush.ReadAsync(meantAt));
        return figures;
    }

    private async Task<RushFigures> ArriveAsync(PaidOrdersShop shop, ShopClient client, double ordersPerSecond)
    {
        var figures = new RushFigures();
        var rush = new Rush(client, MemberOf, figures);
        var perSecond = ordersPerSecond * (1 + ReadsAnOrder);
        var customers = (int)(perSecond * 2 * phase.TotalSeconds);
        await rush.ArriveAsync(customers, perSecond, (number, meantAt) => number % (1 + ReadsAnOrder) == 0
            ? rush.BuyAsync(number, ProductOf(shop, number), meantAt, BetweenLooks)
            : rush.ReadAsync(meantAt));
        return figures;
    }

    private async Task<RushFigures> MeasureAsync(PaidOrdersShop shop, string what, Func<Task<RushFigures>> run)
    {
        await Task.Delay(Pause, TimeProvider.System);
        var before = await CallbackTimes.ReadAsync(shop.Stack);
        var figures = await run();
        var callbacks = await CallbackTimes.ReadAsync(shop.Stack) - before;
        console.MarkupLineInterpolated($"{what}: {figures.Goodput:F1} paid orders a second, {figures.Refused} refused");
        console.MarkupLineInterpolated($"  orders:    {figures.Placing}");
        console.MarkupLineInterpolated($"  catalogue: {figures.Reading}");
        console.MarkupLineInterpolated($"  looks:     {figures.Following}");
        console.MarkupLineInterpolated($"  callbacks: {callbacks}; {callbacks.Failed} not taken");
        console.MarkupLineInterpolated($"  {figures.CountsInWords}");
        return figures;
    }

    private static string MemberOf(int number) => $"buyer{1 + (number % PaidOrdersShop.Members)}";

    private static long ProductOf(PaidOrdersShop shop, int number) => shop.Products[number / (1 + ReadsAnOrder) % shop.Products.Count];
}
