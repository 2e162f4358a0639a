using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Commerce.Ops.Tests;

/// <summary>The alert rules by themselves: well-formed, firing when they should, and each with a page of what to do.</summary>
public sealed partial class RuleTests
{
    [Fact]
    public Task Promtool_finds_nothing_wrong_with_the_rules() => PromtoolAsync("check", "rules", OpsFiles.Rules);

    [Fact]
    public Task Promtool_finds_nothing_wrong_with_the_scrape_configuration() => PromtoolAsync(
        "check", "config", OpsFiles.ScrapeConfiguration);

    [Fact]
    public Task Each_alert_fires_when_it_should_and_not_before() => PromtoolAsync("test", "rules", OpsFiles.RuleTests);

    [Fact]
    public void Each_alert_has_a_test_a_section_in_the_runbook_and_a_row_on_a_dashboard()
    {
        var tests = OpsFiles.Read(OpsFiles.RuleTests);
        var runbook = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "runbook.md"));
        var dashboards = string.Concat(OpsFiles.Dashboards().Values.Select(dashboard => dashboard.ToJsonString()));
        var links = RunbookLink().Matches(OpsFiles.Read(OpsFiles.Rules)).Select(match => match.Groups[1].Value).ToList();

        var alerts = OpsFiles.Alerts().Select(alert => alert.Alert).ToList();

        Assert.Equal(alerts.Select(alert => alert.ToLowerInvariant()), links);
        Assert.All(alerts, alert => Assert.Contains($"alertname: {alert}\n", tests, StringComparison.Ordinal));
        Assert.All(alerts, alert => Assert.Contains($"\n## {alert}\n", runbook, StringComparison.Ordinal));
        Assert.All(alerts, alert => Assert.Contains($"**{alert}**", dashboards, StringComparison.Ordinal));
    }

    private static async Task PromtoolAsync(params string[] arguments)
    {
        Prometheus.SkipUnlessInstalled();
        using var promtool = Process.Start(
            new ProcessStartInfo("promtool", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = promtool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await promtool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await promtool.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(promtool.ExitCode == 0, await output + errors);
    }

    [GeneratedRegex(@"runbook_url: .docs/runbook\.md#([a-z]+)")]
    private static partial Regex RunbookLink();
}
