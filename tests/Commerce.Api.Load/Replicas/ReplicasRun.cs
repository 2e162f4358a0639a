using System.Globalization;
using System.Text.Json;
using Commerce.Api.Load.PaidOrders;
using Spectre.Console;

namespace Commerce.Api.Load.Replicas;

/// <summary>
/// Paid orders a second with several APIs and workers against one of each, on one machine: what several cost there, for there is nothing to
/// gain. Both stacks run, and are measured in turn.
/// </summary>
internal sealed class ReplicasRun(PaidOrdersSettings settings, IAnsiConsole console)
{
    private const int Rounds = 3;

    private readonly PaidOrdersFigures _one = new();
    private readonly PaidOrdersFigures _several = new();

    public async Task ExecuteAsync()
    {
        await using var one = await StartAsync(1);
        await using var several = await StartAsync(settings.Replicas);
        using var buyersOfOne = new Buyers(one, settings.Clients, one.Products);
        using var buyersOfSeveral = new Buyers(several, settings.Clients, several.Products);
        await buyersOfOne.RunAsync(settings.WarmUp, new PaidOrdersFigures());
        await buyersOfSeveral.RunAsync(settings.WarmUp, new PaidOrdersFigures());
        for (var round = 1; round <= Rounds; round++)
        {
            await MeasureAsync(one, buyersOfOne, _one);
            await MeasureAsync(several, buyersOfSeveral, _several);
        }

        await PrintAsync();
    }

    private Task<PaidOrdersShop> StartAsync(int replicas) => console.Status().StartAsync(
        $"Starting a stack of {replicas} …", _ => PaidOrdersShop.StartAsync(replicas: replicas));

    private async Task MeasureAsync(PaidOrdersShop shop, Buyers buyers, PaidOrdersFigures figures)
    {
        var processes = new Processes(shop.Stack);
        var used = processes.Read();
        await buyers.RunAsync(settings.Duration / Rounds, figures);
        figures.Add(Processes.Between(used, processes.Read()));
    }

    private async Task PrintAsync()
    {
        var table = new Table().Title($"{settings.Clients} clients").AddColumn("per paid order")
            .AddColumn(new TableColumn("one of each").RightAligned())
            .AddColumn(new TableColumn($"{settings.Replicas} of each").RightAligned());
        Row("paid orders / s", figures => figures.PerSecond);
        Row("placing p50, ms", figures => figures.Place.At(0.5));
        Row("placing p99, ms", figures => figures.Place.At(0.99));
        foreach (var process in _one.ProcessorTime.Keys)
        {
            Row(
                $"processor time of {process}, ms",
                figures => figures.ProcessorTime[process].TotalMilliseconds / Math.Max(1, figures.Paid));
        }

        table.AddRow("how they ended", Ends(_one), Ends(_several));
        console.Write(table);
        var ratio = _several.PerSecond / _one.PerSecond;
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{settings.Replicas} of each / one: [bold]{ratio:F2}[/]");
        if (settings.Json is { } file)
        {
            await using var stream = file.Create();
            await JsonSerializer.SerializeAsync(stream, new { One = _one.PerSecond, Several = _several.PerSecond, Ratio = ratio });
        }

        void Row(string what, Func<PaidOrdersFigures, double> figure) => table.AddRow(
            what,
            figure(_one).ToString("F1", CultureInfo.InvariantCulture),
            figure(_several).ToString("F1", CultureInfo.InvariantCulture));
    }

    private static string Ends(PaidOrdersFigures figures) => string.Join(", ", figures.Ends.Select(pair => $"{pair.Value} {pair.Key}"));
}
