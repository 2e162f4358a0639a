namespace Aspire.Hosting;

/// <summary>Asks the health checks of a running resource: often until it is well, now and then afterwards.</summary>
internal sealed class HealthMonitor(HealthCheckService checks, ResourceNotificationService notifications)
{
    private static readonly TimeSpan WhenHealthy = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    public async Task WatchAsync(IResource resource, CancellationToken ct)
    {
        var keys = resource.All<HealthCheckAnnotation>().Select(a => a.Key).ToHashSet();
        try
        {
            for (var failures = 0; ;)
            {
                var report = await checks.CheckHealthAsync(registration => keys.Contains(registration.Name), ct);
                var failed = report.Entries.Values.FirstOrDefault(e => e.Status != HealthStatus.Healthy);
                failures = report.Status == HealthStatus.Healthy ? 0 : failures + 1;
                notifications.Publish(resource, s => s.State?.Text != KnownResourceStates.Running
                    ? s
                    : s with { HealthStatus = report.Status, Reason = failed.Description ?? failed.Exception?.Message });
                await Task.Delay(failures == 0 ? WhenHealthy : Step * Math.Min(failures, 10), TimeProvider.System, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // It no longer runs.
        }
    }
}
