using System.Globalization;
using Commerce.TestHost.Filling;
using Commerce.TestHost.Load;
using Dapper;
using Spectre.Console;

namespace Commerce.Api.Load.PaidOrders;

/// <summary>What becomes of the paid orders, and of everything that reads orders, when the database is full of finished ones.</summary>
internal sealed class FilledRun(PaidOrdersShop shop, IAnsiConsole console)
{
    private static readonly TimeSpan SweepAndRetention = TimeSpan.FromSeconds(65); // Both come once a minute.

    // To be filled quickly; what is measured afterwards has the server as it is started.
    private const string RoomToFill = "SET GLOBAL innodb_buffer_pool_size = 2147483648, GLOBAL innodb_redo_log_capacity = 2147483648";
    private const string RoomAsBefore = "SET GLOBAL innodb_buffer_pool_size = 134217728, GLOBAL innodb_redo_log_capacity = 104857600";

    private readonly TimeProvider _time = TimeProvider.System;

    /// <param name="empty">The paid orders before it was filled.</param>
    /// <param name="buy">Has the same buyers buy for as long again.</param>
    public async Task<FilledFigures> ExecuteAsync(FillSize size, PaidOrdersFigures empty, Func<PaidOrdersFigures, Task> buy)
    {
        var filling = await FillAsync(size);
        await buy(new PaidOrdersFigures()); // A full database has to be warm as well.
        await using var server = await shop.OpenServerAsync();
        await StatementProfile.ResetAsync(server);
        var full = new PaidOrdersFigures();
        await buy(full);
        var ratio = full.PerSecond / empty.PerSecond;
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"paid orders / s: {empty.PerSecond:F1} empty, {full.PerSecond:F1} filled, ratio [bold]{ratio:F2}[/]");

        var reads = new List<FilledRead>();
        using var readers = new Readers(shop);
        var table = new Table().Title($"With {size.Orders:N0} finished orders, ms");
        table.AddColumn("what").AddColumn(new TableColumn("p50").RightAligned()).AddColumn(new TableColumn("p99").RightAligned());
        await readers.ReadAsync(async (what, times, read) =>
        {
            var took = await MeasureAsync(times, read);
            Add(table, what, took.At(0.5), took.At(0.99));
            reads.Add(new FilledRead(what, took.At(0.5), took.At(0.99)));
        });

        var books = await MeasureAsync(1, () => readers.CompareBooksAsync(size.Yesterday));
        await Task.Delay(SweepAndRetention, _time);
        var polls = await WorkerPolls.ReadAsync(server);
        foreach (var (what, mean, longest) in polls)
        {
            Add(table, $"worker: {what}, mean and longest", mean, longest);
        }

        console.Write(table);
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"books of the day with {size.Yesterday:N0} orders: {books.At(1) / 1000:F1} s");
        return new FilledFigures(
            size.Orders,
            filling,
            full,
            ratio,
            reads,
            [.. polls.Select(poll => new WorkerPoll(poll.What, poll.Mean, poll.Longest))],
            size.Yesterday,
            TimeSpan.FromMilliseconds(books.At(1)));
    }

    private async Task<TimeSpan> FillAsync(FillSize size)
    {
        await using var server = await shop.OpenServerAsync();
        var start = _time.GetTimestamp();
        await server.ExecuteAsync(RoomToFill);
        await console.Progress().StartAsync(async progress =>
        {
            var bar = progress.AddTask($"Filling {size.Orders:N0} orders", maxValue: size.Orders);
            var told = new Told(done => bar.Value = done);
            await new FillDatabase(server, "commerce", "paymentgateway", _time).ExecuteAsync(size, told, CancellationToken.None);
        });
        await server.ExecuteAsync(RoomAsBefore);
        var took = _time.GetElapsedTime(start);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"filled in {took.TotalSeconds:F0} s");
        return took;
    }

    private async Task<Latencies> MeasureAsync(int times, Func<Task> read)
    {
        var latencies = new Latencies();
        for (var i = 0; i < times; i++)
        {
            var start = _time.GetTimestamp();
            await read();
            latencies.Add(accepted: true, _time.GetElapsedTime(start));
        }

        return latencies;
    }

    private static void Add(Table table, string what, double p50, double p99) => table.AddRow(
        Markup.Escape(what), p50.ToString("F2", CultureInfo.InvariantCulture), p99.ToString("F2", CultureInfo.InvariantCulture));

    private sealed class Told(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}
