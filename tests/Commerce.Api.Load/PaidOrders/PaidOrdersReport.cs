using System.Globalization;
using System.Text.Json;
using Commerce.TestHost.Load;
using Spectre.Console;

namespace Commerce.Api.Load.PaidOrders;

/// <summary>The figures as tables, and as JSON.</summary>
internal sealed class PaidOrdersReport(PaidOrdersSettings settings, PaidOrdersFigures ours, PaidOrdersFigures? floor)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public void Print(IAnsiConsole console)
    {
        var table = new Table().Title($"{settings.Clients} clients{(settings.Hot ? ", one product" : string.Empty)}");
        table.AddColumn("per paid order").AddColumn(new TableColumn("ours").RightAligned());
        if (floor is not null)
        {
            table.AddColumn(new TableColumn("floor").RightAligned());
        }

        Row("paid orders / s", figures => Text(figures.PerSecond, "F1"));
        Row("placing p50 / p95 / p99, ms", figures => Spread(figures.Place));
        Row("to COMPLETED p50 / p95 / p99, ms", figures => Spread(figures.End));
        foreach (var process in ours.ProcessorTime.Keys)
        {
            Row(
                $"processor time of {process}, ms",
                figures => Text(PerOrder(figures, figures.ProcessorTime[process].TotalMilliseconds), "F2"));
        }

        Row("processor time, all but load, ms", figures => Text(ProcessorTime(figures), "F2"));
        Row("statements", figures => Text(PerOrder(figures, figures.Server.Statements), "F1"));
        Row("commits", figures => Text(PerOrder(figures, figures.Server.Commits), "F2"));
        Row("bytes to and from the database", figures => Text(PerOrder(figures, figures.Server.Bytes), "F0"));
        Row("how they ended", figures => string.Join(", ", figures.Ends.Select(pair => $"{pair.Value} {pair.Key}")));
        console.Write(table);
        if (floor is not null)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"ours / floor: [bold]{ours.PerSecond / floor.PerSecond:F2}[/]");
        }

        void Row(string what, Func<PaidOrdersFigures, string> cell)
        {
            string[] cells = floor is null ? [what, cell(ours)] : [what, cell(ours), cell(floor)];
            table.AddRow(cells);
        }
    }

    /// <summary>The statements, the dearest first.</summary>
    public static void Print(IAnsiConsole console, IReadOnlyList<StatementCost> statements, int orders)
    {
        var table = new Table().Title("Statements per paid order");
        table.AddColumn(new TableColumn("count").RightAligned()).AddColumn(new TableColumn("µs").RightAligned());
        table.AddColumn("database").AddColumn("statement");
        foreach (var statement in statements.Where(statement => statement.Home != "floor"))
        {
            table.AddRow(
                Text((double)statement.Count / orders, "F2"),
                Text((double)statement.Microseconds / orders, "F0"),
                Markup.Escape(statement.Home),
                Markup.Escape(statement.Text.Length > 160 ? statement.Text[..160] : statement.Text));
        }

        console.Write(table);
    }

    /// <param name="filled">What was measured on a full database; null: nothing was.</param>
    public async Task WriteAsync(FileInfo file, FilledFigures? filled)
    {
        await using var stream = file.Create();
        await JsonSerializer.SerializeAsync(
            stream,
            new
            {
                settings.Clients,
                settings.Hot,
                Ours = Of(ours),
                Floor = floor is null ? null : Of(floor),
                OursToFloor = floor is null ? (double?)null : ours.PerSecond / floor.PerSecond,
                Filled = filled is null ? null : Of(filled),
            },
            Indented);
    }

    private static object Of(PaidOrdersFigures figures) => new
    {
        figures.PerSecond,
        Seconds = figures.Elapsed.TotalSeconds,
        figures.Ends,
        PlaceMs = Quantiles(figures.Place),
        EndMs = Quantiles(figures.End),
        ProcessorMsPerOrder = figures.ProcessorTime.ToDictionary(pair => pair.Key, pair => PerOrder(figures, pair.Value.TotalMilliseconds)),
        StatementsPerOrder = PerOrder(figures, figures.Server.Statements),
        CommitsPerOrder = PerOrder(figures, figures.Server.Commits),
        BytesPerOrder = PerOrder(figures, figures.Server.Bytes),
    };

    private static object Of(FilledFigures filled) => new
    {
        filled.Orders,
        FillingSeconds = filled.Filling.TotalSeconds,
        PaidOrdersPerSecond = filled.Buying.PerSecond,
        filled.FilledToEmpty,
        PlaceMs = Quantiles(filled.Buying.Place),
        EndMs = Quantiles(filled.Buying.End),
        filled.Reads,
        filled.WorkerPolls,
        filled.DayOrders,
        BooksSeconds = filled.Books.TotalSeconds,
    };

    private static object Quantiles(Latencies latencies) =>
        new { P50 = latencies.At(0.5), P95 = latencies.At(0.95), P99 = latencies.At(0.99) };

    private static string Spread(Latencies latencies) =>
        $"{Text(latencies.At(0.5), "F1")} / {Text(latencies.At(0.95), "F1")} / {Text(latencies.At(0.99), "F1")}";

    private static double ProcessorTime(PaidOrdersFigures figures) =>
        PerOrder(figures, figures.ProcessorTime.Where(pair => pair.Key != Processes.Load).Sum(pair => pair.Value.TotalMilliseconds));

    private static double PerOrder(PaidOrdersFigures figures, double sum) => sum / Math.Max(1, figures.Paid);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
