using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Asks the health checks of a running resource: often until it is well, now and then afterwards.</summary>
internal sealed class HealthMonitor(HealthCheckService checks, ResourceNotificationService notifications)
{
    private static readonly TimeSpan WhenHealthy = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    public async Task WatchAsync(IResource resource, CancellationToken ct)
    {
        var keys = resource.All<HealthCheckAnnotation>().Select(a => a.Key).ToHashSet();
        var failures = 0;
        while (!ct.IsCancellationRequested)
        {
            var report = await CheckAsync(keys, ct);
            failures = report.Status == HealthStatus.Healthy ? 0 : failures + 1;
            if (!ct.IsCancellationRequested)
            {
                notifications.Publish(resource, s => s with { HealthStatus = report.Status, Reason = report.Reason });
            }

            var pause = failures == 0 ? WhenHealthy : Step * Math.Min(failures, 10);
            await Task.Delay(pause, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(HealthStatus Status, string? Reason)> CheckAsync(HashSet<string> keys, CancellationToken ct)
    {
        try
        {
            var report = await checks.CheckHealthAsync(registration => keys.Contains(registration.Name), ct);
            var worst = report.Entries.Values.OrderBy(e => e.Status).FirstOrDefault();
            return (report.Status, report.Status == HealthStatus.Healthy ? null : worst.Description ?? worst.Exception?.Message);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return (HealthStatus.Unhealthy, null);
        }
    }
}
