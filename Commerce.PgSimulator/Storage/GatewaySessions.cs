using System.Collections.Concurrent;
using System.Diagnostics;
using Commerce.MySql.Failover;
using MySqlConnector;

namespace Commerce.PgSimulator.Storage;

/// <summary>
/// Gives out sessions of the database. The pool does not reset them, for nothing is told to one that outlives its transaction; so one that
/// nobody has used for a while is asked first whether it is still alive, and the dead are thrown away until one answers.
/// </summary>
internal sealed class GatewaySessions(MySqlServers servers, TimeProvider time)
{
    private const int MostRemembered = 1_000;
    private static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<int, long> _openedAt = [];

    /// <exception cref="PrimaryNotFoundException">Of several servers none is the primary.</exception>
    public async Task<MySqlConnection> OpenAsync(CancellationToken ct)
    {
        var primary = await servers.FindPrimaryAsync(ct);
        try
        {
            return await OpenAsync(primary, ct);
        }
        catch (Exception e)
        {
            servers.Report(primary, e);
            throw;
        }
    }

    private async Task<MySqlConnection> OpenAsync(MySqlDataSource primary, CancellationToken ct)
    {
        var session = await primary.OpenConnectionAsync(ct);
        try
        {
            if (!WasJustUsed(session))
            {
                await EnsureAliveAsync(session, ct);
            }

            Remember(session);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private bool WasJustUsed(MySqlConnection session) =>
        _openedAt.TryGetValue(session.ServerThread, out var at) && time.GetElapsedTime(at) < IdleAfter;

    private void Remember(MySqlConnection session)
    {
        if (_openedAt.Count >= MostRemembered)
        {
            _openedAt.Clear(); // Sessions that ended are never given out again.
        }

        _openedAt[session.ServerThread] = time.GetTimestamp();
    }

    private async Task EnsureAliveAsync(MySqlConnection session, CancellationToken ct)
    {
        for (var dead = 0; ; dead++)
        {
            try
            {
                await AskAsync(session, ct);
                return;
            }
            catch (Exception e) when (dead < MostRemembered && IsDead(e))
            {
                _openedAt.Clear(); // A server that has started again counts its sessions from the beginning.
                await session.CloseAsync(); // Broken, it does not go back into the pool.
                await session.OpenAsync(ct);
            }
        }
    }

    private static bool IsDead(Exception e) =>
        e is MySqlProtocolException or MySqlException { ErrorCode: not MySqlErrorCode.CommandTimeoutExpired };

    // The question belongs to no work, and a statement of no span is not traced.
    private static async Task AskAsync(MySqlConnection session, CancellationToken ct)
    {
        Activity.Current = null;
        await using var nothing = new MySqlCommand("DO 0", session);
        await nothing.ExecuteNonQueryAsync(ct);
    }
}
