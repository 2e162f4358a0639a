using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Commerce.ServiceDefaults.Shutdown;

/// <summary>A process that was told to end is ready for nothing more, however well it is.</summary>
internal sealed class EndingHealthCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResult.Unhealthy("It was told to end.")
            : HealthCheckResult.Healthy());
}
