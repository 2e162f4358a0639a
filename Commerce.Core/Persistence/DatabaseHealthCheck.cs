using Commerce.MySql.Failover;
using Commerce.ServiceDefaults.Clocks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySqlConnector;

namespace Commerce.Core.Persistence;

/// <summary>
/// Healthy when the database takes a write, which one that is read-only does not, and takes it soon: one that hangs would keep the
/// question open for as long as it hangs.
/// </summary>
internal sealed class DatabaseHealthCheck(MySqlServers servers, ClockSkews skews, TimeProvider time) : IHealthCheck
{
    private const string WriteNothingAndTellTime = "UPDATE outbox SET tries = tries WHERE id = 0; SELECT UTC_TIMESTAMP(6)";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.5); // The probe's answer is due within two.

    // Probes come every few seconds, Aspire's twice a minute. What nobody has asked for longer is not known any more.
    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private Task<HealthCheckResult>? _asking;
    private volatile Finding? _last;

    /// <summary>What the database was when a probe last asked; null when none did within two minutes.</summary>
    public ServerState? LastFound => _last is { } last && time.GetElapsedTime(last.At) <= KnownFor ? last.State : null;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await AskOnce().WaitAsync(Limit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            Keep(ServerState.Away);
            return HealthCheckResult.Unhealthy($"The database has not answered for {Limit.TotalSeconds} seconds.");
        }
    }

    // Probes that come while one is waiting share its answer, so that probes do not use up the connections of a database that hangs.
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
            if (servers.Primary is not { } primary)
            {
                return HealthCheckResult.Unhealthy("None of the database's servers is the primary of a group with a majority.");
            }

            var asked = skews.Ask();
            await using var connection = await IdleSession.OpenAsync(primary, CancellationToken.None);
            await using var command = new MySqlCommand(WriteNothingAndTellTime, connection);
            skews.Record(
                DatabaseClock.Name, asked, DateTime.SpecifyKind((DateTime)(await command.ExecuteScalarAsync())!, DateTimeKind.Utc));
            Keep(ServerState.Primary);
            return HealthCheckResult.Healthy();
        }
        catch (MySqlException e)
        {
            Keep(ServerLosses.Of(e) is ServerLoss.Gone or ServerLoss.Silent ? ServerState.Away : ServerState.Unfit);
            return HealthCheckResult.Unhealthy($"The database takes no writes: {DatabaseFault.NameOf(e) ?? e.ErrorCode.ToString()}");
        }
    }

    private void Keep(ServerState state) => _last = new Finding(state, time.GetTimestamp());

    private sealed record Finding(ServerState State, long At);
}
