using Commerce.MySql.Failover;
using Commerce.ServiceDefaults.Telemetry;
using MySqlConnector;

namespace Commerce.PgSimulator.Storage;

internal static class DatabaseFaultLog
{
    private const string Database = "database";

    /// <summary>Logs that the database is away, if that is what the exception says: once a second, without a stack trace.</summary>
    /// <returns>False when it says something else, which is the caller's to log.</returns>
    public static bool TryReport(this FaultLog faults, Exception e)
    {
        if (e is PrimaryNotFoundException)
        {
            faults.Report(Database, "NoPrimary", e.Message);
            return true;
        }

        if (e.GetBaseException() is not MySqlException && e is not MySqlException)
        {
            return false;
        }

        var fault = e as MySqlException ?? (MySqlException)e.GetBaseException();
        faults.Report(Database, fault.ErrorCode == default ? "ConnectionLost" : fault.ErrorCode.ToString(), fault.Message);
        return true;
    }
}
