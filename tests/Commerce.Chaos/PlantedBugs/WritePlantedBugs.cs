using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Commerce.Chaos.PlantedBugs;

/// <summary>The results as <c>planted-bugs.json</c> and <c>planted-bugs.md</c>.</summary>
internal sealed class WritePlantedBugs(DirectoryInfo output)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public async Task ExecuteAsync(IReadOnlyList<PlantedBugResult> results, CancellationToken ct)
    {
        output.Create();
        await File.WriteAllTextAsync(PathOf("json"), JsonSerializer.Serialize(results.Select(FiguresOf), Json), ct);
        await File.WriteAllTextAsync(PathOf("md"), TableOf(results), ct);
    }

    private string PathOf(string extension) => Path.Combine(output.FullName, $"planted-bugs.{extension}");

    private static object FiguresOf(PlantedBugResult result) => new
    {
        result.Bug.Number,
        result.Bug.Name,
        result.Bug.Title,
        result.Bug.Invariant,
        caught = result.IsCaught,
        result.CaughtBy,
        seconds = Math.Round(result.Took.TotalSeconds),
        result.Trouble,
    };

    private static string TableOf(IReadOnlyList<PlantedBugResult> results)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{results.Count(result => result.IsCaught)} of {results.Count} bugs were caught.");
        text.AppendLine();
        text.AppendLine("| | bug | breaks | caught by | seconds |");
        text.AppendLine("|---:|---|---|---|---:|");
        foreach (var result in results)
        {
            var (bug, seconds) = (result.Bug, result.Took.TotalSeconds);
            text.AppendLine(
                CultureInfo.InvariantCulture, $"| {bug.Number} | {bug.Title} | {bug.Invariant} | {CatchersOf(result)} | {seconds:0} |");
        }

        return text.ToString();
    }

    private static string CatchersOf(PlantedBugResult result) => result switch
    {
        { Trouble: { } trouble } => $"not tried: {trouble.ReplaceLineEndings(" ").Replace("|", @"\|", StringComparison.Ordinal)}",
        { IsCaught: false } => "**nothing**",
        _ => string.Join(", ", result.CaughtBy.Select(name => $"`{name}`")),
    };
}
