using Commerce.MySql.Failover;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Persistence;

/// <summary>Says in the log where the primary is, each time that it moves.</summary>
internal sealed partial class PrimaryLog(ILogger<PrimaryLog> logger)
{
    public void Moved(MySqlHost? primary)
    {
        if (primary is null)
        {
            LogLost(logger);
        }
        else
        {
            LogFound(logger, primary);
        }
    }

    public void NotAsked(MySqlHost server, Exception e) => LogNotAsked(logger, server, e.Message);

    [LoggerMessage(2905, LogLevel.Warning, "The database has no primary; it is looked for")]
    private static partial void LogLost(ILogger logger);

    [LoggerMessage(2906, LogLevel.Information, "The database's primary is {Server}")]
    private static partial void LogFound(ILogger logger, MySqlHost server);

    [LoggerMessage(2907, LogLevel.Warning, "{Server} does not say whether it is the database's primary: {Reason}")]
    private static partial void LogNotAsked(ILogger logger, MySqlHost server, string reason);
}
