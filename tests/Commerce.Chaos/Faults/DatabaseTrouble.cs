using Commerce.Chaos.Running;
using Dapper;
using MySqlConnector;

namespace Commerce.Chaos.Faults;

/// <summary>How a database that runs does not do what it is asked.</summary>
internal enum DatabaseTroubleKind
{
    /// <summary>Every statement that writes is refused.</summary>
    ReadOnly,

    /// <summary>No new connections: the limit is reached.</summary>
    NoConnections,

    /// <summary>Every session of the services is killed, whatever it is in the middle of.</summary>
    KilledSessions,

    /// <summary>Somebody holds the locks of all products.</summary>
    LockedProducts,

    /// <summary>Somebody holds the locks of all payments.</summary>
    LockedPayments,
}

/// <summary>The database says no, or nothing.</summary>
internal sealed record DatabaseTrouble(TimeSpan At, TimeSpan Lasts, DatabaseTroubleKind What) : Fault(At, Lasts)
{
    private const string Sessions = "SELECT id FROM information_schema.processlist WHERE user NOT IN ('root', 'event_scheduler')";

    public override string Kind => $"database: {What}";

    // A server that is killed meanwhile forgets it, and one that is down cannot be told.
    public override string Target => TestHost.StackResources.MySql;

    public override async Task<IAsyncDisposable> BeginAsync(ChaosShop shop, CancellationToken ct)
    {
        var server = await shop.OpenServerAsync(ct);
        switch (What)
        {
            case DatabaseTroubleKind.ReadOnly:
                return await SetAsync(server, "read_only", "1", "0");
            case DatabaseTroubleKind.NoConnections:
                return await SetAsync(server, "max_connections", "1", await UsualConnectionsAsync(server));
            case DatabaseTroubleKind.KilledSessions:
                await KillAsync(server);
                return server;
            case DatabaseTroubleKind.LockedProducts:
                return await LockAsync(server, "commerce.products");
            default:
                return await LockAsync(server, "commerce.commerce_payments");
        }
    }

    private static async Task<string> UsualConnectionsAsync(MySqlConnection server) =>
        (await server.ExecuteScalarAsync<string>("SELECT @@GLOBAL.max_connections"))!;

    private static async Task<IAsyncDisposable> SetAsync(MySqlConnection server, string variable, string value, string usual)
    {
        await server.ExecuteAsync($"SET GLOBAL {variable} = {value}");
        return new Ending(async () =>
        {
            await server.ExecuteAsync($"SET GLOBAL {variable} = {usual}");
            await server.DisposeAsync();
        });
    }

    private static async Task KillAsync(MySqlConnection server)
    {
        foreach (var session in await server.QueryAsync<long>(Sessions))
        {
            try
            {
                await server.ExecuteAsync($"KILL {session}");
            }
            catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.NoSuchThread)
            {
                // It has gone by itself.
            }
        }
    }

    private static async Task<IAsyncDisposable> LockAsync(MySqlConnection server, string table)
    {
        var transaction = await server.BeginTransactionAsync();
        await server.ExecuteAsync($"SELECT COUNT(*) FROM {table} FOR UPDATE", transaction: transaction);
        return new Ending(async () =>
        {
            await transaction.RollbackAsync();
            await server.DisposeAsync();
        });
    }
}
