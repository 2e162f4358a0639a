using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Commerce.Hosting.MySql.Group;

/// <summary>Whether there is a primary that takes writes, and enough nodes to keep them. Also that of the group's databases.</summary>
internal sealed class GroupHealthCheck(MySqlGroup group) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!group.Status.IsWell)
        {
            if (TimeProvider.System.GetElapsedTime(start) > Limit)
            {
                return group.Status.Primary is null
                    ? HealthCheckResult.Unhealthy(group.Status.Summary)
                    : HealthCheckResult.Degraded(group.Status.Summary);
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        return HealthCheckResult.Healthy(group.Status.Summary);
    }
}
