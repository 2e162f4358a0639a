using Commerce.TestHost;

namespace Commerce.Ops.Tests;

/// <summary>
/// Draws docs/images/dashboards.png: <c>dotnet run --project tests/Commerce.Ops.Tests -- -explicit only</c>. The curves are the answers
/// of a real Prometheus to the panels' own queries, from a run with a PG that breaks and is healed; only the frame around them is not
/// Grafana's.
/// </summary>
public sealed class PictureTests
{
    private static readonly (string Dashboard, string Panel)[] Panels =
    [
        ("circuits.json", "Openness"), ("circuits.json", "Failure rate"), ("circuits.json", "Refused calls"),
        ("payments.json", "Orders"), ("payments.json", "Failed orders by code"), ("payments.json", "Time to the truth"),
        ("pg.json", "Payment requests by answer"), ("pg.json", "How long it takes to answer, 95 %"),
        ("worker.json", "Looks at the PG"), ("worker.json", "Age of the oldest"),
        ("payments.json", "Open payments and the age of the oldest"), ("worker.json", "Callbacks received"),
    ];

    [Fact(Explicit = true)]
    public async Task Draw_the_dashboards()
    {
        Prometheus.SkipUnlessInstalled();
        var ct = TestContext.Current.CancellationToken;
        await using var stack = await CommerceStack.CreateAsync(
            new CommerceStackOptions().With(StackResources.Worker, "Backlog__RefreshInterval", "00:00:01"), ct);
        await using var prometheus = await Prometheus.StartAsync(stack, ct);
        var begun = TimeProvider.System.GetUtcNow();
        await OutageOfThePg.RunAsync(stack, ct);
        await prometheus.UntilScrapedAsync(ct);
        var ended = TimeProvider.System.GetUtcNow();

        var page = new PanelPage(begun, ended);
        foreach (var (file, title) in Panels)
        {
            var panel = OpsFiles.Dashboards()[file]["panels"]!.AsArray().Single(panel => (string?)panel!["title"] == title)!;
            var curves = new List<(string Name, Curve Curve)>();
            foreach (var target in panel["targets"]!.AsArray())
            {
                var query = OpsFiles.Filled((string)target!["expr"]!).Replace("[1m]", "[15s]", StringComparison.Ordinal);
                curves.AddRange((await prometheus.RangeAsync(query, begun, ended, stepSeconds: 2, ct))
                    .Select(curve => (PanelPage.NameOf((string)target["legendFormat"]!, curve), curve)));
            }

            page.Add(file, panel, curves);
        }

        await page.SaveAsync(Path.Combine(RepositoryFolder(), "docs", "images", "dashboards.png"), ct);
    }

    private static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Commerce.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
