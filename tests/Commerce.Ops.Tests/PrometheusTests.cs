namespace Commerce.Ops.Tests;

/// <summary>What we ship for Prometheus and Grafana asks for nothing that is not there.</summary>
[Collection<WatchedStackCollection>]
public sealed class PrometheusTests(WatchedStack stack)
{
    [Fact]
    public async Task Every_query_of_every_panel_returns_data()
    {
        var prometheus = stack.RequirePrometheus();
        var ct = TestContext.Current.CancellationToken;
        List<string> empty = [];
        foreach (var (file, dashboard) in OpsFiles.Dashboards())
        {
            var queries = OpsFiles.Queries(dashboard).ToList();
            Assert.True(queries.Count >= 8, $"{file} has {queries.Count} queries.");
            foreach (var (panel, query) in queries)
            {
                if (!(await prometheus.QueryAsync(query, ct)).Any(series => !double.IsNaN(series.Value)))
                {
                    empty.Add($"{file}, {panel}: {query}");
                }
            }
        }

        Assert.Empty(empty);
    }

    /// <summary>An alert whose figure is missing can never fire: the figure must be there, above its limit or not.</summary>
    [Fact]
    public async Task The_figure_of_every_alert_is_there()
    {
        var prometheus = stack.RequirePrometheus();
        List<string> empty = [];
        foreach (var (alert, expression) in OpsFiles.Alerts())
        {
            if ((await prometheus.QueryAsync(OpsFiles.FigureOf(expression), TestContext.Current.CancellationToken)).Count == 0)
            {
                empty.Add($"{alert}: {expression}");
            }
        }

        Assert.Empty(empty);
    }

    /// <summary>The circuit is open, the books differ and most orders have failed; but everybody is there, and no payment hangs.</summary>
    [Fact]
    public async Task What_is_wrong_with_the_stack_is_what_the_alerts_say()
    {
        string[] expected = ["CircuitOpen", "BreakInTheBooks", "OrdersFailing"];
        var wrong = await AlertsAsync();
        for (var look = 0; look < 20 && !expected.All(wrong.Contains); look++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
            wrong = await AlertsAsync();
        }

        Assert.All(expected, alert => Assert.Contains(alert, wrong));
        Assert.All(
            ["TargetDown", "BacklogUnknown", "OldestOpenPayment", "BooksNotCompared", "DatabaseWithoutPrimary", "DatabaseGroupDegraded"],
            alert => Assert.DoesNotContain(alert, wrong));
    }

    private async Task<IReadOnlyList<string>> AlertsAsync()
    {
        var prometheus = stack.RequirePrometheus();
        var wrong = new List<string>();
        foreach (var (alert, expression) in OpsFiles.Alerts())
        {
            var ofLately = expression.Replace("[1m]", "[5s]", StringComparison.Ordinal); // The stack has not been ill for a minute yet.
            if ((await prometheus.QueryAsync(ofLately, TestContext.Current.CancellationToken)).Count > 0)
            {
                wrong.Add(alert);
            }
        }

        return wrong;
    }
}
