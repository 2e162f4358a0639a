using System.Globalization;
using Commerce.Api.Load.PaidOrders;
using Spectre.Console;

namespace Commerce.Api.Load.Telemetry;

/// <summary>
/// What it costs to send traces, logs and metrics: the same orders against two stacks, one that sends all of it to a sink and one that
/// sends nothing, in turn.
/// </summary>
internal sealed class TelemetryRun(int clients, TimeSpan duration, IAnsiConsole console)
{
    private const int Rounds = 3;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    public async Task ExecuteAsync()
    {
        await using var sink = new TelemetrySink();
        await using var silent = await Side.StartAsync("off", collector: null, clients);
        await using var telling = await Side.StartAsync("on", sink.Address, clients);
        foreach (var side in new[] { silent, telling })
        {
            console.WriteLine($"Warming up, telemetry {side.Name}");
            await side.Buyers.RunAsync(WarmUp, new PaidOrdersFigures());
        }

        var before = sink.Bytes;
        for (var number = 1; number <= Rounds; number++)
        {
            foreach (var side in number % 2 == 0 ? new[] { telling, silent } : [silent, telling])
            {
                console.WriteLine($"Telemetry {side.Name}, round {number} of {Rounds}");
                await side.MeasureAsync(duration / Rounds);
            }
        }

        Print(silent.Figures, telling.Figures, sink.Bytes - before);
    }

    private void Print(PaidOrdersFigures off, PaidOrdersFigures on, long bytes)
    {
        var table = new Table().Title($"{clients} clients");
        table.AddColumn("telemetry").AddColumn(new TableColumn("off").RightAligned()).AddColumn(new TableColumn("on").RightAligned());
        table.AddRow("paid orders / s", Text(off.PerSecond, "F1"), Text(on.PerSecond, "F1"));
        table.AddRow("processor time per paid order, ms", Text(ProcessorTime(off), "F2"), Text(ProcessorTime(on), "F2"));
        table.AddRow("bytes sent per paid order", "0", Text((double)bytes / Math.Max(1, on.Paid), "F0"));
        console.Write(table);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"on / off: [bold]{on.PerSecond / off.PerSecond:F2}[/]");
    }

    private static double ProcessorTime(PaidOrdersFigures figures)
    {
        var stack = figures.ProcessorTime.Where(pair => pair.Key != Processes.Load);
        return stack.Sum(pair => pair.Value.TotalMilliseconds) / Math.Max(1, figures.Paid);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private sealed class Side(string name, PaidOrdersShop shop, Buyers buyers) : IAsyncDisposable
    {
        private readonly Processes _processes = new(shop.Stack);

        public string Name => name;

        public Buyers Buyers => buyers;

        public PaidOrdersFigures Figures { get; } = new();

        public static async Task<Side> StartAsync(string name, Uri? collector, int clients)
        {
            var shop = await PaidOrdersShop.StartAsync(collector);
            return new Side(name, shop, new Buyers(shop, clients, shop.Products));
        }

        public async Task MeasureAsync(TimeSpan round)
        {
            var used = _processes.Read();
            await buyers.RunAsync(round, Figures);
            Figures.Add(Processes.Between(used, _processes.Read()));
        }

        public ValueTask DisposeAsync()
        {
            buyers.Dispose();
            return shop.DisposeAsync();
        }
    }
}
