using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using MySqlConnector;

namespace Commerce.Core.Persistence;

/// <summary>
/// Sees to it that nobody gets a connection of the pool whose server has gone meanwhile. A session that is not reset is not asked
/// anything when it is taken out of the pool; so one that nobody took for a while is asked first. When it does not answer, neither is
/// anything known of the others, and the dead ones are thrown away until one answers.
/// </summary>
internal sealed class CheckIdleConnections(TimeProvider time) : DbConnectionInterceptor
{
    private const int MostRemembered = 1_000;
    private static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<int, long> _takenAt = [];

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var session = (MySqlConnection)connection;
        // One that nobody remembers may have lain there for ever.
        var wasJustTaken = _takenAt.TryGetValue(session.ServerThread, out var at) && time.GetElapsedTime(at) < IdleAfter;
        if (!wasJustTaken && await IdleSession.EnsureAliveAsync(session, cancellationToken) > 0)
        {
            _takenAt.Clear(); // A server that has started again counts its sessions from the beginning.
        }

        if (_takenAt.Count >= MostRemembered)
        {
            _takenAt.Clear(); // Sessions that ended are never asked for again.
        }

        _takenAt[session.ServerThread] = time.GetTimestamp();
    }
}
