using Commerce.TestHost.Load;

namespace Commerce.Api.Load;

/// <summary>
/// 200 orders at once while the PG takes requests and never answers, with far fewer database connections than orders, and what
/// readers of the catalogue notice of it. The same burst with a PG that answers shows what is the burst's and what the PG's doing.
/// </summary>
internal sealed class HangingPg(LoadedShop shop)
{
    private const int Orders = 200;
    private const int ReadsPerSecond = 100;
    private const int Rounds = 5;
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(20);

    // The API gives up after 3 s. Until then, once the burst is in, nothing happens but waiting for the PG.
    private static readonly TimeSpan BurstIsIn = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan BeforeTheLimit = TimeSpan.FromSeconds(2.9);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly SteadyReads _reads = new(shop.ReadProductsAsync, ReadsPerSecond);
    private int _orders;

    public async Task RunAsync()
    {
        Console.WriteLine("warming up");
        for (var round = 0; round < 3; round++)
        {
            await BurstAsync(new Burst(Hangs: false));
        }

        await BurstAsync(new Burst(Hangs: true));
        await CalmAsync();

        var calm = await CalmAsync();
        Print("calm", calm, calm);
        await RoundsAsync(new Burst(Hangs: false), calm);
        await RoundsAsync(new Burst(Hangs: true), calm);
    }

    private async Task<Latencies> CalmAsync()
    {
        var latencies = new Latencies();
        await _reads.RunAsync(Task.Delay(Calm, _time), latencies);
        return latencies;
    }

    private async Task RoundsAsync(Burst burst, Latencies calm)
    {
        for (var round = 0; round < Rounds; round++)
        {
            await BurstAsync(burst);
        }

        Print(burst.Hangs ? "200 orders at once, the PG hangs" : "200 orders at once, the PG answers", burst.Reads, calm);
        Console.WriteLine(
            $"  answers to {Rounds} x {Orders} orders: {string.Join(", ", burst.Answers.Select(pair => $"{pair.Value} x {pair.Key}"))}");
    }

    private async Task BurstAsync(Burst burst)
    {
        await shop.QuietAsync();
        await shop.CloseTheBreakerAsync();
        await shop.LetThePgHangAsync(burst.Hangs);
        await using var server = await shop.OpenServerAsync();
        var watch = new ConnectionWatch(server);
        var start = _time.GetTimestamp();
        var orders = Task.WhenAll(Enumerable.Range(0, Orders).Select(_ => shop.OrderAsync(_orders++)));
        var reading = _reads.RunAsync(orders, burst.Reads);
        var watching = WatchWhileWaitingAsync(watch);
        foreach (var answer in await orders)
        {
            burst.Answers[answer] = burst.Answers.GetValueOrDefault(answer) + 1;
        }

        var took = _time.GetElapsedTime(start);
        await Task.WhenAll(reading, watching);
        await shop.LetThePgHangAsync(hangs: false);
        Console.WriteLine(
            $"  {Orders} answers in {took.TotalSeconds:F1} s; {watch.Looks} looks at the API's connections from second 1.5 to 2.9: at "
            + $"most {watch.PeakOpen} open, {watch.PeakInUse} in use, {watch.PeakInTransaction} in a transaction");
    }

    private async Task WatchWhileWaitingAsync(ConnectionWatch watch)
    {
        await Task.Delay(BurstIsIn, _time);
        await watch.RunAsync(Task.Delay(BeforeTheLimit - BurstIsIn, _time));
    }

    private static void Print(string when, Latencies measured, Latencies calm) =>
        Console.WriteLine(
            $"{when}: {measured.Accepted} reads, {measured.Refused} failed; {measured}; p99 {measured.At(0.99) / calm.At(0.99):F2} x calm");

    private sealed record Burst(bool Hangs)
    {
        public Latencies Reads { get; } = new();

        public SortedDictionary<string, int> Answers { get; } = [];
    }
}
