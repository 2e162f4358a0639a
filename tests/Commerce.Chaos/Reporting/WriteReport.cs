using System.Globalization;
using System.Text;
using System.Text.Json;
using Commerce.Chaos.Running;

namespace Commerce.Chaos.Reporting;

/// <summary>
/// The report as files: <c>report.md</c>, <c>report.html</c> and <c>report.json</c>, and a folder for each schedule that failed.
/// </summary>
internal sealed class WriteReport(DirectoryInfo output)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public async Task ExecuteAsync(ChaosReport report, CancellationToken ct)
    {
        output.Create();
        await File.WriteAllTextAsync(Path.Combine(output.FullName, "report.md"), MarkdownReport.Of(report), ct);
        await File.WriteAllTextAsync(Path.Combine(output.FullName, "report.html"), HtmlReport.Of(report), ct);
        await File.WriteAllTextAsync(Path.Combine(output.FullName, "report.json"), JsonSerializer.Serialize(FiguresOf(report), Json), ct);
    }

    /// <summary>Keeps what is needed to understand a schedule that failed, while its stack still runs.</summary>
    public async Task EvidenceAsync(ChaosShop shop, ScheduleResult result, CancellationToken ct)
    {
        var folder = output.CreateSubdirectory(result.Schedule.Name.Replace(':', '-'));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "timeline.txt"), Timeline.Of(result), ct);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "services.log"), shop.Stack.OutputTail(linesEach: 5_000), ct);
        await using var server = await shop.OpenServerAsync(ct);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "tables.txt"), await TablesAsync(server, ct), ct);
    }

    /// <summary>Keeps what a stack said that did not come up.</summary>
    /// <returns>Where.</returns>
    public async Task<string> TroubleAsync(string trouble, CancellationToken ct)
    {
        output.Create();
        var file = Path.Combine(output.FullName, "trouble.txt");
        await File.WriteAllTextAsync(file, trouble, ct);
        return file;
    }

    private static async Task<string> TablesAsync(MySqlConnector.MySqlConnection server, CancellationToken ct)
    {
        string[] tables =
        [
            "commerce.orders", "commerce.commerce_payments", "commerce.callback_inbox", "commerce.outbox", "commerce.cs_cases",
            "commerce.journal", "paymentgateway.approvals", "paymentgateway.callbacks", "paymentgateway.cancels",
        ];
        var text = new StringBuilder();
        foreach (var table in tables)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"== {table}");
            await using var command = new MySqlConnector.MySqlCommand($"SELECT * FROM {table}", server);
            await using var rows = await command.ExecuteReaderAsync(ct);
            text.AppendLine(string.Join('\t', Enumerable.Range(0, rows.FieldCount).Select(rows.GetName)));
            while (await rows.ReadAsync(ct))
            {
                var cells = Enumerable.Range(0, rows.FieldCount).Select(i => Convert.ToString(rows[i], CultureInfo.InvariantCulture));
                text.AppendLine(string.Join('\t', cells));
            }
        }

        return text.ToString();
    }

    private static object FiguresOf(ChaosReport report) => new
    {
        report.Options.Seed,
        report.Options.First,
        schedules = report.Results.Count,
        report.Orders,
        seconds = report.Took.TotalSeconds,
        failed = report.Failed.Select(failed => new { failed.Schedule.Name, failed.Breaches }),
        faults = report.FaultCounts,
        points = report.Points,
        shapes = report.Shapes.ToDictionary(shape => shape.Shape, shape => shape.Schedules),
        ends = report.Ends.ToDictionary(end => end.End, end => end.Orders),
        secondsToTruth = report.Results.ToDictionary(result => result.Schedule.Name, result => result.TimeToTruth.TotalSeconds),
        report.Troubles,
    };
}
