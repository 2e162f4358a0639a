using Commerce.MySql.Failover;
using Commerce.ServiceDefaults.Clocks;
using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySqlConnector;

namespace Commerce.PgSimulator.Storage;

/// <summary>
/// Healthy when the tables take a write, not merely when the server answers; and soon, for a server that hangs would keep the question
/// open for as long as it hangs.
/// </summary>
internal sealed class DatabaseHealth(GatewaySessions database, ClockSkews skews, TimeProvider time) : IHealthCheck
{
    private const string WriteNothingAndTellTime =
        $"UPDATE callbacks SET attempts = attempts WHERE transaction_key = ''; SELECT {DueTime.Now}";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.5);

    private readonly Lock _lock = new();
    private Task<HealthCheckResult>? _asking;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await AskOnce().WaitAsync(Limit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"The database has not answered for {Limit.TotalSeconds} seconds.");
        }
    }

    // Probes that come while one is waiting share its answer.
    private Task<HealthCheckResult> AskOnce()
    {
        lock (_lock)
        {
            return _asking is { IsCompleted: false } ? _asking : _asking = AskAsync();
        }
    }

    private async Task<HealthCheckResult> AskAsync()
    {
        try
        {
            await using var connection = await database.OpenAsync(CancellationToken.None);
            var asked = skews.Ask();
            skews.Record("database", asked, await connection.ExecuteScalarAsync<DateTime>(WriteNothingAndTellTime));
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is MySqlException or PrimaryNotFoundException)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
    }
}
