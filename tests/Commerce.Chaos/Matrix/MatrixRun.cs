using System.Globalization;
using System.Text;
using System.Text.Json;
using Commerce.Chaos.Reporting;
using Spectre.Console;

namespace Commerce.Chaos.Matrix;

/// <summary><c>--matrix</c>: each dependency fails in each way, and what buyers saw becomes a table.</summary>
internal sealed class MatrixRun(ChaosOptions options, IAnsiConsole console)
{
    private const int CouldNotRun = 78;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <returns>0: every promise was kept; 1: one was not; 78: the stack did not come up.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var cases = MatrixCase.Named(options.Matrix!);
        console.MarkupLineInterpolated($"{cases.Count} cases; starting the stack …");
        var results = new List<MatrixResult>();
        try
        {
            await using var run = await RunMatrixCase.StartAsync(ct);
            foreach (var one in cases)
            {
                var result = await run.ExecuteAsync(one, ct);
                results.Add(result);
                console.MarkupLineInterpolated(
                    $"{results.Count,2} of {cases.Count}  {one}: {(result.Breaches.Count == 0 ? "kept" : "BROKEN")}, {TruthOf(result)}");
                if (result.Breaches.Count > 0)
                {
                    await run.KeepEvidenceAsync(result, new WriteReport(options.Output), ct);
                }

                result.Breaches.ToList().ForEach(breach => console.MarkupLineInterpolated($"    [red]{breach}[/]"));
            }
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            console.MarkupLineInterpolated($"[red]{e.Message.Split('\n')[0].Trim()}[/]");
            return CouldNotRun;
        }

        options.Output.Create();
        await File.WriteAllTextAsync(Path.Combine(options.Output.FullName, "resilience.md"), MarkdownOf(results), ct);
        var figures = JsonSerializer.Serialize(Figures(results), Json);
        await File.WriteAllTextAsync(Path.Combine(options.Output.FullName, "resilience.json"), figures, ct);
        console.MarkupLineInterpolated($"The table: {Path.Combine(options.Output.FullName, "resilience.md")}");
        return results.TrueForAll(result => result.Breaches.Count == 0) ? 0 : 1;
    }

    private static string MarkdownOf(IReadOnlyList<MatrixResult> results)
    {
        var text = new StringBuilder();
        foreach (var dependency in results.GroupBy(result => result.Case.Dependency))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"## The {dependency.Key.Name()}\n");
            text.AppendLine(CultureInfo.InvariantCulture, $"A buyer may see: {MatrixPromise.Of(dependency.Key).Sees}.\n");
            text.AppendLine("| it | what those who ordered were told | how all eight ended | longest from ordering to the end "
                + "| from the end of it until no payment was open |");
            text.AppendLine("|---|---|---|---:|---:|");
            foreach (var result in dependency)
            {
                text.AppendLine(RowOf(result));
            }

            text.AppendLine();
        }

        return text.ToString();
    }

    private static string RowOf(MatrixResult result)
    {
        var answers = string.Join(", ", result.Answers.Select(answer => $"{answer.Times} x {answer.Answer}"));
        var ends = result.Run.Ends.OrderBy(end => end.Key, StringComparer.Ordinal).Select(end => $"{end.Value} {end.Key}");
        var times = $"{Seconds(result.LongestToTheEnd)} | {TruthOf(result)}";
        return $"| {result.Case.Way.Name()} | {answers} | {string.Join(", ", ends)} | {times} |";
    }

    private static IEnumerable<object> Figures(IEnumerable<MatrixResult> results) => results.Select(result => new
    {
        dependency = result.Case.Dependency.Name(),
        way = result.Case.Way.Name(),
        answers = result.Answers.ToDictionary(answer => answer.Answer, answer => answer.Times),
        ends = result.Run.Ends,
        secondsToTheEnd = result.LongestToTheEnd.TotalSeconds,
        secondsToTruth = result.Run.TimeToTruth.TotalSeconds,
        result.Breaches,
    });

    private static string TruthOf(MatrixResult result) => Seconds(result.Run.TimeToTruth);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalSeconds):0.0} s");
}
