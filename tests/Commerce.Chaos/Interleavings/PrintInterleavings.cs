using System.Text.Json;
using Spectre.Console;

namespace Commerce.Chaos.Interleavings;

/// <summary>Plays the interleavings that the command line asks for, and tells what came of them.</summary>
internal sealed class PrintInterleavings(ChaosOptions options, IAnsiConsole console)
{
    private const int CouldNotRun = 78;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <returns>0: every promise was kept; 1: one was not; 78: the database did not come up.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        InterleavingReport report;
        try
        {
            report = await new InterleavingRun(options, options.Depth!.Value, console).ExecuteAsync(ct);
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            console.MarkupLineInterpolated($"[red]{e.Message}[/]");
            return CouldNotRun;
        }

        options.Output.Create();
        var file = Path.Combine(options.Output.FullName, "interleavings.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(FiguresOf(report), Json), ct);
        console.MarkupLineInterpolated(
            $"{report.Played} interleavings of seed {report.Seed} in {report.Took:h\\:mm\\:ss}, {report.PerSecond:0} a second; there are");
        var deaths = report.Crashes.Values.Sum();
        console.MarkupLineInterpolated($"{report.Possible:#,0} up to {report.Depth} steps. A process died {deaths} times.");
        var (each, cost) = (Math.Max(report.Played, 1), report.Cost);
        var (here, there) = (cost.Own.TotalMilliseconds / each, cost.Database.TotalMilliseconds / each);
        console.MarkupLineInterpolated(
            $"Each: {cost.Statements / each} statements, {here:0} ms of processor time here and {there:0} ms in the database.");
        var verdict = report.Broken.Count == 0 ? "Every promise was kept." : $"{report.Broken.Count} broke a promise.";
        console.MarkupLineInterpolated($"{verdict} Report: {file}");
        return report.Broken.Count == 0 ? 0 : 1;
    }

    private static object FiguresOf(InterleavingReport report) => new
    {
        report.Seed,
        report.First,
        report.Depth,
        report.Possible,
        report.Played,
        seconds = report.Took.TotalSeconds,
        report.PerSecond,
        report.Cost.Statements,
        ownProcessorSeconds = report.Cost.Own.TotalSeconds,
        databaseProcessorSeconds = report.Cost.Database.TotalSeconds,
        crashes = report.Crashes.OrderBy(crash => crash.Key, StringComparer.Ordinal).ToDictionary(),
        broken = report.Broken.Select(one => new { interleaving = one.Interleaving.ToString(), one.Breaches }),
    };
}
