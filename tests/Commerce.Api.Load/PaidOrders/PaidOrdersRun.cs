using Commerce.TestHost.Filling;
using MySqlConnector;
using Spectre.Console;

namespace Commerce.Api.Load.PaidOrders;

/// <summary>
/// How many paid orders a second the whole stack brings to their end on this machine, what each costs, and how that compares with the
/// same rows written by the database alone: measured in turn, so that a machine that is slower for a while is so for both.
/// </summary>
internal sealed class PaidOrdersRun(PaidOrdersSettings settings, IAnsiConsole console)
{
    private const int Rounds = 3;

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly PaidOrdersFigures _ours = new();
    private readonly PaidOrdersFigures _floor = new();

    public async Task ExecuteAsync()
    {
        await using var shop = await console.Status().StartAsync(
            "Starting the stack …", _ => PaidOrdersShop.StartAsync(isGroup: settings.Group));
        await using var server = await shop.OpenServerAsync();
        var products = settings.Hot ? shop.Products.Take(1).ToList() : shop.Products;
        using var buyers = new Buyers(shop, settings.Clients, products);
        await ProgressAsync("Warming up", settings.WarmUp, () => buyers.RunAsync(settings.WarmUp, new PaidOrdersFigures()));
        await using var floor = settings.Compare
            ? await Floor.MakeAsync(shop, settings.Clients, await ModelOrders.LastCompletedAsync(server), products)
            : null;
        await (floor?.RunAsync(TimeSpan.FromSeconds(2), new PaidOrdersFigures()) ?? Task.CompletedTask);
        await StatementProfile.ResetAsync(server);

        var processes = new Processes(shop.Stack);
        var round = settings.Duration / Rounds;
        for (var number = 1; number <= Rounds; number++)
        {
            await MeasureAsync(
                $"Paid orders, round {number} of {Rounds}", _ours, server, processes, figures => buyers.RunAsync(round, figures), round);
            if (floor is not null)
            {
                await MeasureAsync(
                    $"Floor, round {number} of {Rounds}", _floor, server, processes, figures => floor.RunAsync(round, figures), round);
            }
        }

        var report = new PaidOrdersReport(settings, _ours, settings.Compare ? _floor : null);
        report.Print(console);
        if (settings.Profile)
        {
            PaidOrdersReport.Print(console, await StatementProfile.ReadAsync(server), _ours.Paid);
        }

        var filled = settings.Filled is { } orders
            ? await new FilledRun(shop, console).ExecuteAsync(FillSize.Of(orders), _ours, BuyAsync)
            : null;
        await (settings.Json is { } file ? report.WriteAsync(file, filled) : Task.CompletedTask);

        Task BuyAsync(PaidOrdersFigures figures) =>
            ProgressAsync("Paid orders, filled", settings.Duration, () => buyers.RunAsync(settings.Duration, figures));
    }

    private async Task MeasureAsync(
        string what,
        PaidOrdersFigures figures,
        MySqlConnection server,
        Processes processes,
        Func<PaidOrdersFigures, Task> run,
        TimeSpan duration)
    {
        var (counted, used) = (await ServerCounters.ReadAsync(server), processes.Read());
        await ProgressAsync(what, duration, () => run(figures));
        figures.Add(Processes.Between(used, processes.Read()));
        figures.Add(await ServerCounters.ReadAsync(server) - counted);
    }

    private Task ProgressAsync(string what, TimeSpan duration, Func<Task> run) => console.Progress().StartAsync(async progress =>
    {
        var bar = progress.AddTask(what, maxValue: duration.TotalSeconds);
        var start = _time.GetTimestamp();
        var running = run();
        while (await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(0.5), _time)) != running)
        {
            bar.Value = _time.GetElapsedTime(start).TotalSeconds;
        }

        bar.Value = duration.TotalSeconds;
        await running;
    });
}
