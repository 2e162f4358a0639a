using Commerce.PgSimulator.Load;

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

    // Between the burst's own work and the API's time limit of 3 s nothing happens but waiting for the PG.
    private static readonly TimeSpan BurstIsIn = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan BeforeTheLimit = TimeSpan.FromSeconds(2.9);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly SteadyReads _reads = new(shop, ReadsPerSecond);
    private readonly Dictionary<string, int> _answers = [];

    public async Task RunAsync()
    {
        Console.WriteLine("warming up");
        await RoundAsync(hangs: false, new Latencies());
        await RoundAsync(hangs: true, new Latencies());
        await _reads.RunAsync(Task.Delay(Calm, _time), new Latencies());
        _answers.Clear();

        var calm = new Latencies();
        await _reads.RunAsync(Task.Delay(Calm, _time), calm);
        Print("calm", calm, calm);
        await RoundsAsync(hangs: false, calm);
        await RoundsAsync(hangs: true, calm);
    }

    private async Task RoundsAsync(bool hangs, Latencies calm)
    {
        var all = new Latencies();
        for (var round = 0; round < Rounds; round++)
        {
            await RoundAsync(hangs, all);
        }

        Print(hangs ? "the PG hangs" : "the PG answers", all, calm);
        Console.WriteLine($"  answers to {Rounds} x {Orders} orders: {string.Join(", ", _answers.Select(pair => $"{pair.Value} x {pair.Key}"))}");
        _answers.Clear();
    }

    private async Task RoundAsync(bool hangs, Latencies into)
    {
        await shop.CloseTheBreakerAsync();
        await shop.LetThePgHangAsync(hangs);
        await using var server = await shop.OpenServerAsync();
        var watch = new ConnectionWatch(server);
        var start = _time.GetTimestamp();
        var orders = Task.WhenAll(Enumerable.Range(0, Orders).Select(_ => shop.OrderAsync()));
        var reading = _reads.RunAsync(orders, into);
        var watching = hangs ? WatchWhileHangingAsync(watch) : watch.RunAsync(orders);
        foreach (var answer in await orders)
        {
            _answers[answer] = _answers.GetValueOrDefault(answer) + 1;
        }

        var took = _time.GetElapsedTime(start);
        await Task.WhenAll(reading, watching);
        Console.WriteLine($"  {Orders} answers in {took.TotalSeconds:F1} s; {watch.Looks} looks at the API's connections {(hangs ? "while all orders wait for the PG" : "")}: at most {watch.PeakOpen} open, {watch.PeakInUse} in use, {watch.PeakInTransaction} in a transaction");
        await shop.LetThePgHangAsync(hangs: false);
    }

    private async Task WatchWhileHangingAsync(ConnectionWatch watch)
    {
        await Task.Delay(BurstIsIn, _time);
        await watch.RunAsync(Task.Delay(BeforeTheLimit - BurstIsIn, _time));
    }

    private static void Print(string when, Latencies measured, Latencies calm) =>
        Console.WriteLine($"{when}: {measured.Accepted} reads, {measured.Refused} failed; {measured}; p99 {measured.At(0.99) / calm.At(0.99):F2} x calm");
}
