using System.Collections.Concurrent;
using System.Diagnostics;
using MySqlConnector;

namespace Commerce.PgSimulator.Storage;

/// <summary>
/// Gives out sessions of the database. The pool does not reset them, for nothing is told to one that outlives its transaction; so one that
/// nobody has used for a while is asked first whether it is still alive, and when it does not answer, the pool is emptied.
/// </summary>
internal sealed class GatewaySessions(MySqlDataSource database, TimeProvider time)
{
    private const int MostRemembered = 1_000;
    private static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<int, long> _openedAt = [];

    public async Task<MySqlConnection> OpenAsync(CancellationToken ct)
    {
        var session = await database.OpenConnectionAsync(ct);
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
