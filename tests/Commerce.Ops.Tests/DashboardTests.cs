using System.Text.Json.Nodes;

namespace Commerce.Ops.Tests;

/// <summary>The dashboards as files: Grafana imports them as they are, and a reader knows what a panel shows.</summary>
public sealed class DashboardTests
{
    private const int Columns = 24;

    public static TheoryData<string> Files => [.. OpsFiles.Dashboards().Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void It_can_be_imported_and_read(string file)
    {
        var dashboard = OpsFiles.Dashboards()[file];

        Assert.Equal("datasource", (string?)Assert.Single(dashboard["templating"]!["list"]!.AsArray())!["type"]);
        Assert.All([(string?)dashboard["uid"], (string?)dashboard["title"], (string?)dashboard["description"]], text =>
            Assert.False(string.IsNullOrEmpty(text)));
        Assert.Contains(dashboard["panels"]!.AsArray(), panel => (string?)panel!["type"] == "text");
        Assert.Distinct(dashboard["panels"]!.AsArray().Select(panel => (int)panel!["id"]!));
        foreach (var panel in dashboard["panels"]!.AsArray().Where(panel => panel!["targets"] is not null))
        {
            Assert.False(string.IsNullOrEmpty((string?)panel!["description"]), $"{panel["title"]} has no description.");
            Assert.False(string.IsNullOrEmpty((string?)panel["fieldConfig"]!["defaults"]!["unit"]), $"{panel["title"]} has no unit.");
            Assert.NotEmpty(panel["fieldConfig"]!["defaults"]!["thresholds"]!["steps"]!.AsArray());
            Assert.All(panel["targets"]!.AsArray(), target => Assert.Equal("${datasource}", (string?)target!["datasource"]!["uid"]));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_panel_lies_on_another(string file)
    {
        HashSet<(int X, int Y)> taken = [];
        foreach (var place in OpsFiles.Dashboards()[file]["panels"]!.AsArray().Select(panel => panel!["gridPos"]!))
        {
            Assert.True((int)place["x"]! + (int)place["w"]! <= Columns);
            Assert.All(CellsOf(place), cell => Assert.True(taken.Add(cell), $"Two panels at {cell}."));
        }
    }

    private static IEnumerable<(int X, int Y)> CellsOf(JsonNode place) =>
        from x in Enumerable.Range((int)place["x"]!, (int)place["w"]!)
        from y in Enumerable.Range((int)place["y"]!, (int)place["h"]!)
        select (x, y);
}
