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
            for (var (failures, wasWell) = (0, false); ;)
            {
                var report = await checks.CheckHealthAsync(registration => keys.Contains(registration.Name), ct);
                var failed = report.Entries.Values.FirstOrDefault(e => e.Status != HealthStatus.Healthy);
                (failures, wasWell) = report.Status == HealthStatus.Healthy ? (0, true) : (failures + 1, wasWell);
                var reason = wasWell || failures > 20 ? failed.Description ?? failed.Exception?.Message : null; // At first it is only starting up.
                notifications.Publish(
                    resource, s => s.State?.Text == KnownResourceStates.Running ? s with { HealthStatus = report.Status, Reason = reason } : s);
                await Task.Delay(failures == 0 ? WhenHealthy : Step * Math.Min(failures, 10), TimeProvider.System, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // It no longer runs.
        }
    }
}
