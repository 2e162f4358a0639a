using System.Net.Sockets;
using MySqlConnector;

namespace Commerce.MySql.Failover;

/// <summary>
/// Tells a server that was lost from a statement that is wrong. This is the one list of the errors after which a client looks for the
/// primary again; the numbers are those of MySQL's error reference, and MariaDB's where it has its own.
/// </summary>
public static class ServerLosses
{
    /// <summary>The server takes no writes, by the error's number.</summary>
    public static readonly IReadOnlyDictionary<int, string> NotPrimary = new Dictionary<int, string>
    {
        [1290] = "OPTION_PREVENTS_STATEMENT", // read_only or super_read_only: what a secondary says.
        [1792] = "CANT_EXECUTE_IN_READ_ONLY_TRANSACTION",
        [1836] = "READ_ONLY_MODE",
        [3032] = "SERVER_OFFLINE_MODE", // exit_state_action=OFFLINE_MODE after a member left its group.
        [3100] = "RUN_HOOK_ERROR", // The group could not be told of the transaction: no majority, or not in the group any more.
        [3101] = "TRANSACTION_ROLLBACK_DURING_COMMIT", // Certification, or a member that leaves the group with a commit under way.
        [3796] = "GRP_TRX_CONSISTENCY_NOT_ALLOWED", // On a member that is not ONLINE.
        [3797] = "GRP_TRX_CONSISTENCY_BEFORE", // Waited for the backlog in vain, as on a new primary that is lost at once.
        [3798] = "GRP_TRX_CONSISTENCY_AFTER",
    };

    /// <summary>The server, or the session on it, is gone or going, by the error's number.</summary>
    public static readonly IReadOnlyDictionary<int, string> Gone = new Dictionary<int, string>
    {
        [1042] = "UNABLE_TO_CONNECT_TO_HOST", // Refused, no such host, no answer to the greeting: the driver's own.
        [1053] = "SERVER_SHUTDOWN",
        [1077] = "NORMAL_SHUTDOWN",
        [1079] = "SHUTDOWN_COMPLETE",
        [1927] = "CONNECTION_KILLED", // MariaDB.
        [3169] = "SESSION_WAS_KILLED",
        [4031] = "CLIENT_INTERACTION_TIMEOUT",
    };

    /// <summary>What the error, or one inside of it, says about the server.</summary>
    public static ServerLoss Of(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is PrimaryNotFoundException)
            {
                return ServerLoss.NotPrimary;
            }

            // The first is the server's good-bye where an answer was to come; the second what the driver throws bare between statements.
            if (cause is MySqlProtocolException || (cause == error && IsBroken(error)))
            {
                return ServerLoss.Gone;
            }

            if (cause is PrimaryMovedException)
            {
                return ServerLoss.Gone;
            }

            if (cause is ServerSilentException)
            {
                return ServerLoss.Silent;
            }

            if (cause is MySqlException told)
            {
                return Of(told);
            }
        }

        return ServerLoss.None;
    }

    private static ServerLoss Of(MySqlException error) => (int)error.ErrorCode switch
    {
        var number when NotPrimary.ContainsKey(number) => ServerLoss.NotPrimary,
        var number when Gone.ContainsKey(number) => ServerLoss.Gone,
        _ when error.ErrorCode == MySqlErrorCode.CommandTimeoutExpired => ServerLoss.Silent,
        _ when error.InnerException is IOException or SocketException => ServerLoss.Gone,
        0 when error.InnerException is TimeoutException => ServerLoss.Silent,
        0 => ServerLoss.Gone, // No answer of the server's, but the driver's own word about the connection.
        _ => ServerLoss.None,
    };

    private static bool IsBroken(Exception error) => error is EndOfStreamException or SocketException
        || (error.GetType() == typeof(IOException) && error.InnerException is SocketException);
}
