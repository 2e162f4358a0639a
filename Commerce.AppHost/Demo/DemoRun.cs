using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Commerce.AppHost.Demo;

/// <summary>
/// <c>dotnet run --project Commerce.AppHost -- demo</c>: starts the stack, places twenty orders, waits for their end and holds
/// the PG's books against ours.
/// </summary>
internal sealed class DemoRun(IAnsiConsole console, TimeProvider time)
{
    private const int OrdersDiffer = 1;
    private const string ServiceOutput = ".data/demo.log";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static bool IsWanted(string[] args) => args.Contains("demo");

    /// <summary>Leaves the console to the demo: what the services print goes into a file.</summary>
    public static DemoRun Prepare(IDistributedApplicationBuilder builder)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        var file = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", ServiceOutput));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        Console.SetOut(TextWriter.Synchronized(new StreamWriter(file) { AutoFlush = true }));
        builder.Services.AddLogging(logging => logging.ClearProviders());
        return new DemoRun(console, TimeProvider.System);
    }

    /// <returns>The exit code: 0 when every order ended and the books agree.</returns>
    public async Task<int> ExecuteAsync(DistributedApplication app, EndpointReference api, EndpointReference pg)
    {
        using var limit = new CancellationTokenSource(Patience);
        await using (app)
        {
            await console.Status().StartAsync("Starting mysql, pg-simulator, commerce-api and worker …", _ => StartAsync(app));
            using var apiClient = new HttpClient { BaseAddress = new Uri(api.Url) };
            using var pgClient = new HttpClient { BaseAddress = new Uri(pg.Url) };
            var start = time.GetUtcNow();
            var orders = DemoOrder.Twenty();
            await BuyAsync(new DemoShop(apiClient), orders, limit.Token);
            var books = await DemoBooks.ReadAsync(pgClient, start, time.GetUtcNow(), CancellationToken.None);
            DemoReport.Print(console, orders, books);
            console.MarkupLine($"[grey]What the services printed is in {ServiceOutput}.[/]");
            await app.StopAsync(CancellationToken.None);
            return orders.All(order => order.IsOver && books.Agree(order)) ? 0 : OrdersDiffer;
        }
    }

    private static async Task StartAsync(DistributedApplication app)
    {
        await app.StartAsync();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("worker");
    }

    private Task BuyAsync(DemoShop shop, IReadOnlyList<DemoOrder> orders, CancellationToken ct) =>
        console.Progress().StartAsync(async progress =>
        {
            var placed = progress.AddTask("Orders placed", maxValue: orders.Count);
            var ended = progress.AddTask("Orders ended", maxValue: orders.Count);
            await Task.WhenAll(orders.Select(async order =>
            {
                await shop.PlaceAsync(order, ct);
                placed.Increment(1);
                await WaitForEndAsync(shop, order, ct);
                ended.Increment(1);
            }));
        });

    // An order that does not end in time is shown as it is, and makes the demo fail.
    private async Task WaitForEndAsync(DemoShop shop, DemoOrder order, CancellationToken ct)
    {
        try
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200), time);
            while (!order.IsOver && await pace.WaitForNextTickAsync(ct))
            {
                await shop.LookAsync(order, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            order.Reason = "did not end in time";
        }
    }
}
