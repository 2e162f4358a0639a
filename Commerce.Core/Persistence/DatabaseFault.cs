using System.Net.Sockets;
using Commerce.MySql.Failover;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;

namespace Commerce.Core.Persistence;

/// <summary>Tells a database that is away from a statement that is wrong: the first is an outage, the second a bug.</summary>
public static class DatabaseFault
{
    /// <returns>
    /// The name of the fault when the database is away, hangs, takes no more connections, takes no writes, or is too busy; null when the
    /// exception is about something else.
    /// </returns>
    public static string? NameOf(Exception e)
    {
        var thrown = ThrownBy(e);
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is DatabaseUnavailableException { InnerException: null })
            {
                return "TooManyWaiting";
            }

            if (cause is CommitUnknownException { InnerException: { } unheard })
            {
                return NameOf(unheard) ?? "CommitUnknown";
            }

            if (cause is PrimaryNotFoundException)
            {
                return "NoPrimary";
            }

            if (cause is PrimaryMovedException)
            {
                return "PrimaryMoved";
            }

            if (cause is ServerSilentException)
            {
                return "ServerSilent";
            }

            // The first is the server's good-bye, where an answer was to come.
            if (cause is MySqlProtocolException || (cause == thrown && IsBroken(thrown)))
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

    /// <summary>What the exception says about the server, also when EF Core or we put another around it.</summary>
    internal static ServerLoss LossOf(Exception e) => ServerLosses.Of(ThrownBy(e));

    /// <summary>What the driver threw.</summary>
    internal static Exception ThrownBy(Exception e)
    {
        while (e is DbUpdateException or DatabaseUnavailableException or CommitUnknownException && e.InnerException is { } inner)
        {
            e = inner;
        }

        return e;
    }

    // What the driver throws bare when it cannot write to a connection any more, or one breaks between two statements. Inside of others,
    // such as an HTTP client's, these are about other connections.
    private static bool IsBroken(Exception e) => e is EndOfStreamException or SocketException
        || (e.GetType() == typeof(IOException) && e.InnerException is SocketException);

    private static bool IsAway(MySqlException e) => e.IsTransient
        || ServerLosses.Of(e) != ServerLoss.None
        || e.InnerException is IOException or SocketException or TimeoutException
        || e.ErrorCode is
        MySqlErrorCode.ConnectionCountError
        or MySqlErrorCode.TooManyUserConnections
        or MySqlErrorCode.UserLimitReached
        or MySqlErrorCode.InnodbReadOnly
        or MySqlErrorCode.QueryInterrupted
        or MySqlErrorCode.DiskFull
        or MySqlErrorCode.RecordFileFull;
}
