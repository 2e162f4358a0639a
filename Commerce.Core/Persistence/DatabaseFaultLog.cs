using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.Core.Persistence;

public static class DatabaseFaultLog
{
    private const string Database = "database";

    /// <summary>Logs that the database is away, if that is what the exception says.</summary>
    /// <returns>False when it says something else, which is the caller's to log.</returns>
    public static bool TryReport(this FaultLog faults, Exception e)
    {
        if (DatabaseFault.NameOf(e) is not { } fault)
        {
            return false;
        }

        faults.Report(Database, fault, e.GetBaseException().Message);
        return true;
    }
}
