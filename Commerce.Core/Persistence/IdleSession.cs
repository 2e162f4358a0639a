using System.Diagnostics;
using Commerce.MySql.Failover;
using MySqlConnector;

namespace Commerce.Core.Persistence;

/// <summary>A session of the pool that may have died there.</summary>
internal static class IdleSession
{
    private const int MostDead = 1_000; // More than any pool has by default; who finds them all dead gives up.

    /// <summary>The same at the primary, which hears of it when that fails.</summary>
    public static async Task<MySqlConnection> OpenAsync(MySqlServers servers, CancellationToken ct)
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

    /// <summary>Asks the session, and while one does not answer throws it away and takes the next.</summary>
    /// <returns>How many were dead.</returns>
    public static async Task<int> EnsureAliveAsync(MySqlConnection session, CancellationToken ct)
    {
        for (var dead = 0; ; dead++)
        {
            try
            {
                await AskAsync(session, ct);
                return dead;
            }
            catch (Exception e) when (dead < MostDead && IsDead(e))
            {
                await session.CloseAsync(); // Broken, it does not go back into the pool.
                await session.OpenAsync(ct);
            }
        }
    }

    // A server that hangs is no server that is gone: waiting for it once is enough.
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
