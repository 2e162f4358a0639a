using Commerce.TestHost;

namespace Commerce.Ops.Tests;

/// <summary>What <c>docs/telemetry.md</c> lists is what the processes tell, once everything has happened that a metric tells of.</summary>
[Collection<WatchedStackCollection>]
public sealed class DocumentedMetricTests(WatchedStack stack)
{
    [Theory]
    [InlineData(StackResources.Api)]
    [InlineData(StackResources.Worker)]
    [InlineData(StackResources.PgSimulator)]
    public async Task What_is_listed_is_what_is_emitted(string process)
    {
        var emitted = Exposition.Read(await stack.ScrapeAsync(process));
        var families = DocumentedMetric.Families();

        var listed = DocumentedMetric.All().Where(metric => metric.Processes.Contains(process)).Select(metric => metric.Exposed());
        var own = emitted
            .Where(metric => metric.Key != "target_info" && !families.Any(family => IsOf(family, metric.Key)))
            .Select(metric => metric.Value);
        Assert.Equal(listed.Order(StringComparer.Ordinal), own.Order(StringComparer.Ordinal));

        Assert.All(
            families.Where(family => family.Processes.Contains(process)),
            family => Assert.Contains(emitted.Keys, metric => IsOf(family, metric)));
        Assert.All(
            families.Where(family => !family.Processes.Contains(process)),
            family => Assert.DoesNotContain(emitted.Keys, metric => IsOf(family, metric)));
    }

    private static bool IsOf((string Beginning, IReadOnlyList<string> Processes) family, string metric) =>
        metric.StartsWith(family.Beginning, StringComparison.Ordinal);
}
