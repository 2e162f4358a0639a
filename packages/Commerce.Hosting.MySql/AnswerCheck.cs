using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySqlConnector;

namespace Commerce.Hosting.MySql;

/// <summary>
/// Whether a server, or one database of it, answers a statement. Aspire asks every few seconds; a server that is just starting is tried
/// again within the check, so that nobody waits for the next one.
/// </summary>
internal sealed class AnswerCheck(IResourceWithConnectionString resource) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var reason = $"It did not answer within {Limit.TotalSeconds:0} s.";
        try
        {
            while (true)
            {
                try
                {
                    await resource.ExecuteAsync("SELECT 1", limit.Token);
                    return HealthCheckResult.Healthy();
                }
                catch (MySqlException e)
                {
                    reason = e.Message;
                }

                await Task.Delay(Pause, TimeProvider.System, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy(reason);
        }
    }
}
