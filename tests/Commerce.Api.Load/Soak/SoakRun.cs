using System.Globalization;
using System.Text.Json;
using Commerce.Api.Load.PaidOrders;
using Commerce.TestHost.Invariants;
using Commerce.TestHost.Load;
using Spectre.Console;

namespace Commerce.Api.Load.Soak;

/// <summary>The shop under a steady load for hours. It ends with 1 when something grew that must not, or the books are broken.</summary>
internal sealed class SoakRun(TimeSpan lasts, int rate, DirectoryInfo output, IAnsiConsole console)
{
    private const double WarmUpShare = 0.2; // What the runtime and the database take to fill is no growth.
    private const int LeastSamples = 10;
    private const string OpeningStock = "I6 what is on hand and what customers have is what there was at first"; // There is more here.
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(1);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"{rate} orders a second for {lasts:d\\.hh\\:mm\\:ss}; starting the stack …");
        await using var shop = await PaidOrdersShop.StartAsync(throwsDice: true);
        using var orders = new SoakOrders(shop, rate);
        var samples = await SampleAsync(shop, orders, ct);
        await using var server = await shop.OpenServerAsync();
        var breaches = await InvariantChecker.BreachesAsync(
            server, InvariantChecker.AtEveryMoment.Where(rule => rule.Name != OpeningStock));
        var settled = samples.Where(sample => sample.Hour >= samples[^1].Hour * WarmUpShare).ToList();
        var trends = SoakSample.Level.ToDictionary(
            name => name, name => Trend.Through([.. settled.Select(sample => (sample.Hour, sample.Values[name]))]));
        Print(trends, orders, breaches);
        output.Create();
        var figures = JsonSerializer.Serialize(new { samples, trends }, Json);
        await File.WriteAllTextAsync(Path.Combine(output.FullName, "soak.json"), figures, ct);
        await File.WriteAllTextAsync(Path.Combine(output.FullName, "soak.html"), SoakPage.Of(samples, trends), ct);
        console.MarkupLineInterpolated($"The plots: {Path.Combine(output.FullName, "soak.html")}");
        return breaches.Count == 0 && orders.Broken == 0 && trends.Values.All(trend => trend.IsFlat) ? 0 : 1;
    }

    private async Task<IReadOnlyList<SoakSample>> SampleAsync(PaidOrdersShop shop, SoakOrders orders, CancellationToken ct)
    {
        var step = lasts / LeastSamples < LongestStep ? lasts / LeastSamples : LongestStep;
        var (samples, start) = (new List<SoakSample>(), TimeProvider.System.GetTimestamp());
        while (TimeProvider.System.GetElapsedTime(start) < lasts)
        {
            var placing = new Latencies();
            await orders.RunAsync(Task.Delay(step, TimeProvider.System, ct), placing);
            ct.ThrowIfCancellationRequested();
            var elapsed = TimeProvider.System.GetElapsedTime(start);
            samples.Add(await SoakSample.TakeAsync(shop, elapsed.TotalHours, placing, samples.FirstOrDefault()));
            var values = samples[^1].Values;
            var (placed, p99, open) = (values["orders"], values["placing p99, ms"], values["open payments"]);
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"{elapsed:hh\\:mm\\:ss} of {lasts:hh\\:mm\\:ss}: {placed:N0} orders, p99 {p99:F0} ms, {open:N0} open");
        }

        return samples;
    }

    private void Print(IReadOnlyDictionary<string, Trend> trends, SoakOrders orders, IReadOnlyList<string> breaches)
    {
        var table = new Table().AddColumn("what").AddColumn(new TableColumn("mean").RightAligned())
            .AddColumn(new TableColumn("an hour").RightAligned())
            .AddColumn(new TableColumn("by chance").RightAligned())
            .AddColumn("verdict");
        foreach (var (name, trend) in trends)
        {
            table.AddRow(name, Text(trend.Mean), Text(trend.PerHour), $"± {Text(trend.Error)}", trend.IsFlat ? "flat" : "GROWS");
        }

        console.Write(table);
        console.MarkupLineInterpolated(
            $"{orders.Placed} orders sent, {orders.Broken} without a proper answer; {breaches.Count} breaches in the books");
        breaches.ToList().ForEach(breach => console.MarkupLineInterpolated($"[red]{breach}[/]"));
    }

    private static string Text(double value) => value.ToString("N1", CultureInfo.InvariantCulture);
}
