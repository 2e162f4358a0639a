using Commerce.TestHost;
using Dapper;
using MySqlConnector;

namespace Commerce.Api.Load.Overload;

/// <summary>How often transactions stood in each other's way.</summary>
/// <param name="Retries">Lines in the log of API and worker that say so.</param>
/// <param name="Deadlocks">What the database has counted, of everybody.</param>
/// <param name="LockWaits">How often a row's lock was waited for.</param>
internal sealed record LockConflicts(long Retries, long Deadlocks, long LockWaits)
{
    private const string Retry = "Database transaction runs again";

    public static async Task<LockConflicts> ReadAsync(CommerceStack stack, MySqlConnection server)
    {
        var lines = stack.OutputOf(StackResources.Api).Concat(stack.OutputOf(StackResources.Worker));
        return new LockConflicts(
            lines.Count(line => line.Contains(Retry, StringComparison.Ordinal)),
            await server.ExecuteScalarAsync<long>("SELECT count FROM information_schema.innodb_metrics WHERE name = 'lock_deadlocks'"),
            (await server.QuerySingleAsync<(string, long Count)>("SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_waits'")).Count);
    }

    public static LockConflicts operator -(LockConflicts one, LockConflicts other) =>
        new(one.Retries - other.Retries, one.Deadlocks - other.Deadlocks, one.LockWaits - other.LockWaits);
}
