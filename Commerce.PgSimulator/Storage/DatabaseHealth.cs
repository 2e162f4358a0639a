using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySqlConnector;

namespace Commerce.PgSimulator.Storage;

/// <summary>Healthy when the tables can be read, not merely when the server answers.</summary>
internal sealed class DatabaseHealth(MySqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteScalarAsync<int>(
                new CommandDefinition("SELECT COUNT(*) FROM (SELECT 1 FROM callbacks LIMIT 1) one", cancellationToken: cancellationToken));
            return HealthCheckResult.Healthy();
        }
        catch (MySqlException e)
        {
            return HealthCheckResult.Unhealthy(e.Message, e);
        }
    }
}
