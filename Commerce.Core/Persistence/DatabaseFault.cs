using System.Net.Sockets;
using MySqlConnector;

namespace Commerce.Core.Persistence;

/// <summary>Tells a database that is away from a statement that is wrong: the first is an outage, the second a bug.</summary>
public static class DatabaseFault
{
    private const MySqlErrorCode ReadOnlyMode = (MySqlErrorCode)1836; // ER_READ_ONLY_MODE, which the driver has no name for.

    /// <returns>
    /// The name of the fault when the database is away, hangs, takes no more connections, takes no writes, or is too busy; null when the
    /// exception is about something else.
    /// </returns>
    public static string? NameOf(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is DatabaseUnavailableException { InnerException: null })
            {
                return "TooManyWaiting";
            }

            // The first is the server's good-bye, where an answer was to come.
            if (cause is MySqlProtocolException || (cause == e && IsBroken(e)))
            {
                return "ConnectionLost";
            }

            if (cause is MySqlException fault && IsAway(fault))
            {
                return fault.ErrorCode == default ? "ConnectionLost" : fault.ErrorCode.ToString();
            }
        }

        return null;
    }

    // What the driver throws bare when a connection breaks outside a statement, as at the beginning of a transaction. Inside of others,
    // such as an HTTP client's, these are about other connections.
    private static bool IsBroken(Exception e) => e is EndOfStreamException or SocketException
        || (e.GetType() == typeof(IOException) && e.InnerException is SocketException);

    private static bool IsAway(MySqlException e) => e.IsTransient
        || e.InnerException is IOException or SocketException or TimeoutException
        || e.ErrorCode is
        MySqlErrorCode.UnableToConnectToHost
        or MySqlErrorCode.ConnectionCountError
        or MySqlErrorCode.TooManyUserConnections
        or MySqlErrorCode.UserLimitReached
        or MySqlErrorCode.OptionPreventsStatement
        or MySqlErrorCode.CannotExecuteInReadOnlyTransaction
        or MySqlErrorCode.InnodbReadOnly
        or ReadOnlyMode
        or MySqlErrorCode.ServerShutdown
        or MySqlErrorCode.NormalShutdown
        or MySqlErrorCode.ShutdownComplete
        or MySqlErrorCode.CommandTimeoutExpired
        or MySqlErrorCode.QueryInterrupted
        or MySqlErrorCode.ClientInteractionTimeout
        or MySqlErrorCode.DiskFull
        or MySqlErrorCode.RecordFileFull;
}
