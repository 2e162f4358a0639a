using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using MySqlConnector;

namespace Commerce.Core.Persistence;

/// <summary>
/// Sees to it that nobody gets a connection of the pool whose server has gone meanwhile. A session that is not reset is not asked
/// anything when it is taken out of the pool; so one that nobody took for a while is asked first, and when it does not answer, the whole
/// pool is as old as it is and is emptied.
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
        if (!_takenAt.TryGetValue(session.ServerThread, out var at) || time.GetElapsedTime(at) >= IdleAfter)
        {
            await EnsureAliveAsync(session, cancellationToken);
        }

        if (_takenAt.Count >= MostRemembered)
        {
            _takenAt.Clear(); // Sessions that ended are never asked for again.
        }

        _takenAt[session.ServerThread] = time.GetTimestamp();
    }

    /// <summary>Opens a connection that answers, for whoever uses the driver itself.</summary>
    public static async Task<MySqlConnection> OpenAsync(MySqlDataSource dataSource, CancellationToken ct)
    {
        var session = await dataSource.OpenConnectionAsync(ct);
        try
        {
            await EnsureAliveAsync(session, ct);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    // A server that hangs is no server that is gone: waiting for it once is enough.
    private static async Task EnsureAliveAsync(MySqlConnection session, CancellationToken ct)
    {
        try
        {
            await AskAsync(session, ct);
        }
        catch (Exception e) when (e is MySqlProtocolException or MySqlException { ErrorCode: not MySqlErrorCode.CommandTimeoutExpired })
        {
            await MySqlConnection.ClearPoolAsync(session, ct);
            await session.CloseAsync();
            await session.OpenAsync(ct);
        }
    }

    // The question belongs to no work, and a statement of no span is not traced.
    private static async Task AskAsync(MySqlConnection session, CancellationToken ct)
    {
        Activity.Current = null;
        await using var nothing = new MySqlCommand("DO 0", session);
        await nothing.ExecuteNonQueryAsync(ct);
    }
}
