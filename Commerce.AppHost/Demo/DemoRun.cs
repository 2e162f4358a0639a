using Commerce.AppHost.Dashboard;
using Spectre.Console;

namespace Commerce.AppHost.Demo;

/// <summary>
/// <c>dotnet run --project Commerce.AppHost -- demo</c>: starts the stack, places twenty orders, waits for their end and holds
/// the PG's books against ours. With <c>--gateway toss</c> they are paid in Toss's window.
/// </summary>
internal sealed class DemoRun(ServiceLogs logs, IReadOnlyList<IResourceBuilder<IResource>> services, TimeProvider time)
{
    private const int OrdersDiffer = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly IAnsiConsole _console = AnsiConsole.Console;

    public static bool IsWanted(string[] args) => args.Contains("demo");

    /// <param name="customerService">Knows the cases that a person has to look into.</param>
    /// <returns>The exit code: 0 when every order ended, the books agree, and customer service knows what it must.</returns>
    /// <exception cref="DistributedApplicationException">A service ended before it was ready.</exception>
    public async Task<int> ExecuteAsync(
        DistributedApplication app, EndpointReference api, EndpointReference pg, OperatorClient customerService)
    {
        await using (app)
        {
            try
            {
                await _console.Status().StartAsync("Starting mysql, pg-simulator, commerce-api and worker …", _ => StartAsync(app));
                return await OrderAsync(api, pg, await TossExtensions.SecretKeyAsync(app), customerService);
            }
            finally
            {
                await app.StopAsync(CancellationToken.None);
            }
        }
    }

    // The start lasts until the last service has begun, and one that waits for a service that died waits for ever: who sees that first,
    // ends it.
    private async Task StartAsync(DistributedApplication app)
    {
        var starting = app.StartAsync();
        var healthy = HealthyAsync(app);
        await await Task.WhenAny(starting, healthy);
        await Task.WhenAll(starting, healthy);
    }

    private async Task HealthyAsync(DistributedApplication app)
    {
        foreach (var service in services.Select(service => service.Resource.Name))
        {
            try
            {
                await app.ResourceNotifications.WaitForResourceHealthyAsync(service, WaitBehavior.StopOnResourceUnavailable);
            }
            catch (DistributedApplicationException e)
            {
                throw new SetupException($"{service} has ended before it was ready. Why: {Path.Combine(logs.Folder, service)}.log", e);
            }
        }
    }

    private async Task<int> OrderAsync(EndpointReference api, EndpointReference pg, string? tossKey, OperatorClient customerService)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var apiClient = HostRequests.CreateClient();
        using var pgClient = HostRequests.CreateClient();
        (apiClient.BaseAddress, pgClient.BaseAddress) = (new Uri(api.Url), new Uri(pg.Url));
        using var window = tossKey is null ? null : new DemoWindow(pgClient.BaseAddress, tossKey, apiClient.BaseAddress);
        var start = time.GetUtcNow();
        var orders = window is null ? DemoOrder.Twenty() : DemoOrder.TwentyInWindows();
        try
        {
            await BuyAsync(new DemoShop(apiClient, time, window, customerService), orders, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            _console.MarkupLineInterpolated($"Not every order has ended within {Patience.TotalMinutes} minutes.");
        }

        var books = window is null
            ? await DemoBooks.ReadAsync(pgClient, start, time.GetUtcNow(), CancellationToken.None)
            : new DemoBooks(await window.NetAsync(start, time.GetUtcNow(), CancellationToken.None));
        DemoReport.Print(_console, orders, books);
        _console.MarkupLineInterpolated($"[grey]What the services printed is in {logs.Folder}.[/]");
        return orders.All(order => order.IsOver && order.IsKnown && books.Agree(order)) ? 0 : OrdersDiffer;
    }

    private Task BuyAsync(DemoShop shop, IReadOnlyList<DemoOrder> orders, CancellationToken ct) =>
        _console.Progress().StartAsync(async progress =>
        {
            var placed = progress.AddTask("Orders placed", maxValue: orders.Count);
            var ended = progress.AddTask("Orders ended", maxValue: orders.Count);
            await Task.WhenAll(orders.Select(async order =>
            {
                await shop.PlaceAsync(order, ct);
                placed.Increment(1);
                await shop.WaitForEndAsync(order, Look, ct);
                await shop.GiveBackAsync(order, ct);
                ended.Increment(1);
            }));
        });
}
