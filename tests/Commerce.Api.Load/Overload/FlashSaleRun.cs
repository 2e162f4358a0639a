using Commerce.Api.Load.PaidOrders;
using Commerce.TestHost.Load;
using Dapper;
using MySqlConnector;
using Spectre.Console;

namespace Commerce.Api.Load.Overload;

/// <summary>
/// A rush for one product: many more buyers than pieces within seconds, and others who only look at the catalogue. Every piece is sold
/// once, everybody is told, and who only looks notices little.
/// </summary>
internal sealed class FlashSaleRun(FlashSaleSettings settings, IAnsiConsole console)
{
    private const int ReadsPerSecond = 50;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Promises _promises = new(console);

    /// <returns>The program's exit code.</returns>
    public async Task<int> ExecuteAsync()
    {
        await using var shop = await console.Status().StartAsync("Starting the stack …", _ => PaidOrdersShop.StartAsync());
        await using var server = await shop.OpenServerAsync();
        await ManyMembers.AddAsync(server, settings.Buyers);
        using var buyers = new ShopClient(shop, settings.Clients);
        using var readers = new ShopClient(shop, connections: 64);
        using (var warm = new Buyers(shop, 8, shop.Products))
        {
            await warm.RunAsync(WarmUp, new PaidOrdersFigures());
        }

        var calm = new Latencies();
        var calmFigures = new RushFigures();
        var calmReads = new SteadyReads(() => ReadAsync(readers, calmFigures), ReadsPerSecond);
        await calmReads.RunAsync(Task.Delay(Calm, _time), new Latencies());
        await calmReads.RunAsync(Task.Delay(Calm, _time), calm);

        var product = shop.Products[0];
        await server.ExecuteAsync("UPDATE commerce.products SET stock = @Stock WHERE id = @product", new { settings.Stock, product });
        var sold = await SoldAsync(server, product);
        var (conflicts, callbacks) = (await LockConflicts.ReadAsync(shop.Stack, server), await CallbackTimes.ReadAsync(shop.Stack));
        var (processes, figures, reads) = (new Processes(shop.Stack), new RushFigures(), new Latencies());
        var used = processes.Read();
        var rush = new Rush(buyers, ManyMembers.NameOf, figures);
        var arrival = rush.ArriveAsync(
            settings.Buyers,
            settings.Buyers / settings.Duration.TotalSeconds,
            (number, meantAt) => BuyAsync(rush, number, product, meantAt));
        var reading = new SteadyReads(() => ReadAsync(readers, figures), ReadsPerSecond)
            .RunAsync(Task.Delay(settings.Duration, _time), reads);
        await Task.WhenAll(arrival, reading);

        Print("calm", calm, calm);
        Print("in the rush", reads, calm);
        console.MarkupLineInterpolated($"orders: {figures.Placing}; {figures.Elapsed.TotalSeconds:F1} s");
        console.MarkupLineInterpolated($"answers and ends: {figures.CountsInWords}");
        console.MarkupLineInterpolated($"callbacks: {await CallbackTimes.ReadAsync(shop.Stack) - callbacks}");
        console.MarkupLineInterpolated($"processor seconds: {Text(Processes.Between(used, processes.Read()))}");
        await JudgeAsync(shop, server, product, sold, figures, conflicts);
        _promises.Check(reads.At(0.99) <= 2 * calm.At(0.99), "reads of the catalogue: p99 at most twice calm");
        return _promises.ExitCode;
    }

    private async Task BuyAsync(Rush rush, int number, long product, long meantAt)
    {
        for (var left = settings.Tries; await rush.BuyAsync(number, product, meantAt, BetweenLooks) is { } wait && left > 1; left--)
        {
            await Task.Delay(wait, _time);
            meantAt = _time.GetTimestamp();
        }
    }

    private async Task JudgeAsync(
        PaidOrdersShop shop, MySqlConnection server, long product, long soldBefore, RushFigures figures, LockConflicts before)
    {
        var completed = await SoldAsync(server, product) - soldBefore;
        var left = await server.ExecuteScalarAsync<int>("SELECT stock FROM commerce.products WHERE id = @product", new { product });
        var conflicts = await LockConflicts.ReadAsync(shop.Stack, server) - before;
        console.MarkupLineInterpolated($"{completed} COMPLETED, {left} left; {conflicts}");
        _promises.Check(completed == settings.Stock && left == 0, $"exactly {settings.Stock} COMPLETED and none left");
        _promises.Check(figures.Broken == 0, $"no 5xx but 503 with Retry-After ({figures.Broken} others)");
        _promises.Check(figures.Counts.GetValueOrDefault("PENDING") == 0, "every order that was taken has ended");
        _promises.Check(conflicts.Retries == 0, $"no transaction ran again ({conflicts.Retries} did)");
    }

    private static string Text(IReadOnlyDictionary<string, TimeSpan> used) =>
        string.Join(", ", used.Select(pair => $"{pair.Key} {pair.Value.TotalSeconds:F1}"));

    private void Print(string when, Latencies measured, Latencies calm) => console.MarkupLineInterpolated(
        $"catalogue, {when}: {measured.Accepted} read, {measured.Refused} refused; {measured}; {measured.At(0.99) / calm.At(0.99):F2} x");

    private static async Task<bool> ReadAsync(ShopClient readers, RushFigures figures)
    {
        var answer = await readers.ReadCatalogueAsync();
        figures.Add(figures.Reading, "read", answer, TimeSpan.Zero);
        return answer.Status == System.Net.HttpStatusCode.OK;
    }

    private static Task<long> SoldAsync(MySqlConnection server, long product) => server.ExecuteScalarAsync<long>(
        """
        SELECT COALESCE(SUM(i.quantity), 0) FROM commerce.orders o JOIN commerce.order_items i ON i.order_id = o.id
        WHERE o.status = 'COMPLETED' AND i.product_id = @product
        """,
        new { product });
}
