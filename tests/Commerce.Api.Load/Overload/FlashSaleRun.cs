using Commerce.Api.Load.PaidOrders;
using Commerce.TestHost.Load;
using Spectre.Console;

namespace Commerce.Api.Load.Overload;

/// <summary>
/// A rush for one product: many more buyers than pieces within seconds, and others who only look at the catalogue. Every piece is sold
/// once, everybody is told, and who only looks notices little.
/// </summary>
internal sealed class FlashSaleRun(FlashSaleSettings settings, IAnsiConsole console)
{
    private const int ReadsPerSecond = 50;
    private const double SlowerForReaders = 2;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Practice = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastEnd = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Promises _promises = new(console);

    /// <returns>The program's exit code.</returns>
    public async Task<int> ExecuteAsync()
    {
        await using var shop = await console.Status().StartAsync("Starting the stack …", _ => PaidOrdersShop.StartAsync());
        await using var server = await shop.OpenServerAsync();
        await ManyMembers.AddAsync(server, settings.Buyers);
        using var readers = new ShopClient(shop, connections: 64);
        using (var warm = new Buyers(shop, 8, shop.Products))
        {
            await warm.RunAsync(WarmUp, new PaidOrdersFigures());
        }

        await PractiseAsync(shop);
        await ReadForAsync(readers, Calm, new RushFigures());
        var calm = await ReadForAsync(readers, Calm, new RushFigures());
        var product = shop.Products[0];
        var books = new SaleBooks(server, product);
        await books.PutOnSaleAsync(settings.Stock);
        var (sold, conflicts) = (await books.SoldAsync(), await LockConflicts.ReadAsync(shop.Stack, server));
        var callbacks = await CallbackTimes.ReadAsync(shop.Stack);
        var figures = new RushFigures();

        var reads = await RushAsync(shop, readers, product, figures);

        await books.QuietAsync(LastEnd);
        Print("calm", calm, calm);
        Print("in the rush", reads, calm);
        console.MarkupLineInterpolated($"orders: {figures.Placing}");
        console.MarkupLineInterpolated($"answers and ends: {figures.CountsInWords}");
        console.MarkupLineInterpolated($"callbacks: {await CallbackTimes.ReadAsync(shop.Stack) - callbacks}");
        await JudgeAsync(books, sold, figures, await LockConflicts.ReadAsync(shop.Stack, server) - conflicts);
        _promises.Check(
            reads.At(0.99) <= SlowerForReaders * calm.At(0.99), $"reads of the catalogue: p99 at most {SlowerForReaders} times calm");
        return _promises.ExitCode;
    }

    // A service that has run for a while has its code compiled, that of refusals as well.
    private async Task PractiseAsync(PaidOrdersShop shop)
    {
        using var buyers = new ShopClient(shop, settings.Clients);
        var rush = new Rush(buyers, ManyMembers.NameOf, new RushFigures());
        var perSecond = settings.Buyers / settings.Duration.TotalSeconds;
        await rush.ArriveAsync((int)(perSecond * Practice.TotalSeconds), perSecond, (number, meantAt) => rush.BuyPatientlyAsync(
            number % settings.Buyers, shop.Products[1], meantAt, BetweenLooks, patience: TimeSpan.Zero));
    }

    // Readers and processors are watched while buyers arrive, which is the worst of it; who was told to come again does so later.
    private async Task<Latencies> RushAsync(PaidOrdersShop shop, ShopClient readers, long product, RushFigures figures)
    {
        using var buyers = new ShopClient(shop, settings.Clients);
        var rush = new Rush(buyers, ManyMembers.NameOf, figures);
        var (processes, start) = (new Processes(shop.Stack), _time.GetTimestamp());
        var used = processes.Read();
        var sale = rush.ArriveAsync(
            settings.Buyers,
            settings.Buyers / settings.Duration.TotalSeconds,
            (number, meantAt) => rush.BuyPatientlyAsync(number, product, meantAt, BetweenLooks, settings.Patience));
        var reads = await ReadForAsync(readers, settings.Duration, figures);
        var shares = Processes.Between(used, processes.Read())
            .Select(pair => $"{pair.Key} {100 * pair.Value / _time.GetElapsedTime(start) / Environment.ProcessorCount:F0} %");
        console.MarkupLineInterpolated($"processors while buyers came: {string.Join(", ", shares)}; {figures.Refused} refused by then");
        await sale;
        console.MarkupLineInterpolated($"the last buyer left after {_time.GetElapsedTime(start).TotalSeconds:F1} s");
        return reads;
    }

    private async Task JudgeAsync(SaleBooks books, long soldBefore, RushFigures figures, LockConflicts conflicts)
    {
        var (completed, left) = (await books.SoldAsync() - soldBefore, await books.StockAsync());
        var took = await books.TookAsync(settings.Stock);
        console.MarkupLineInterpolated($"{completed} COMPLETED in {took.TotalSeconds:F1} s, {left} left; {conflicts}");
        var breaches = await books.BreachesAsync();
        foreach (var breach in breaches.Take(10))
        {
            console.MarkupLineInterpolated($"{breach}");
        }

        _promises.Check(completed == settings.Stock && left == 0, $"exactly {settings.Stock} COMPLETED and none left");
        _promises.Check(breaches.Count == 0, "every invariant of money and goods holds");
        _promises.Check(figures.Broken == 0, $"no 5xx but 503 with Retry-After ({figures.Broken} others)");
        _promises.Check(figures.Counts.GetValueOrDefault("PENDING") == 0, "every order that was taken has ended");
        _promises.Check(conflicts.Retries == 0, $"no transaction ran again ({conflicts.Retries} did)");
    }

    private async Task<Latencies> ReadForAsync(ShopClient readers, TimeSpan duration, RushFigures figures)
    {
        var latencies = new Latencies();
        await new SteadyReads(() => ReadAsync(readers, figures), ReadsPerSecond).RunAsync(Task.Delay(duration, _time), latencies);
        return latencies;
    }

    private static async Task<bool> ReadAsync(ShopClient readers, RushFigures figures)
    {
        var answer = await readers.ReadCatalogueAsync();
        figures.Add(figures.Reading, "read", answer, TimeSpan.Zero);
        return answer.Status == System.Net.HttpStatusCode.OK;
    }

    private void Print(string when, Latencies measured, Latencies calm) => console.MarkupLineInterpolated(
        $"catalogue, {when}: {measured.Accepted} read, {measured.Refused} refused; {measured}; {measured.At(0.99) / calm.At(0.99):F2} x");
}
