using Commerce.TestHost;
using Dapper;
using MySqlConnector;

namespace Commerce.IntegrationTests.Outages;

/// <summary>The ways in which a database can be away, and how each ends.</summary>
internal sealed class DatabaseOutage : IAsyncDisposable
{
    private const int FewConnections = 10;

    private readonly Func<Task> _end;

    private DatabaseOutage(Func<Task> end) => _end = end;

    public static async Task<DatabaseOutage> BeginAsync(OutageShop shop, Outage kind)
    {
        switch (kind)
        {
            case Outage.Killed:
                await shop.Stack.KillAsync(StackResources.MySql, TestContext.Current.CancellationToken);
                return new(() => shop.Stack.StartAsync(StackResources.MySql, CancellationToken.None));
            case Outage.Hanging:
                shop.Stack.Pause(StackResources.MySql);
                return new(() =>
                {
                    shop.Stack.Resume(StackResources.MySql);
                    return Task.CompletedTask;
                });
            case Outage.ReadOnly:
                await AsRootAsync(shop, "SET GLOBAL read_only = 1");
                return new(() => AsRootAsync(shop, "SET GLOBAL read_only = 0"));
            default:
                return await TakeAllConnectionsAsync(shop);
        }
    }

    public async ValueTask DisposeAsync() => await _end();

    private static async Task AsRootAsync(OutageShop shop, string statement)
    {
        await using var root = await shop.OpenAsRootAsync();
        await root.ExecuteAsync(statement);
    }

    private static async Task<DatabaseOutage> TakeAllConnectionsAsync(OutageShop shop)
    {
        var root = await shop.OpenAsRootAsync();
        var usual = await root.ExecuteScalarAsync<int>("SELECT @@GLOBAL.max_connections");
        await root.ExecuteAsync($"SET GLOBAL max_connections = {FewConnections}");
        var taken = new List<MySqlConnection>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        List<long> others;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            foreach (var id in await OthersAsync(root, taken))
            {
                await KillAsync(root, id);
            }

            await TakeFreeAsync(shop, taken);
            others = await OthersAsync(root, taken); // Who was quicker than this test.
        }
        while (others.Count > 0);

        return new(async () =>
        {
            await root.ExecuteAsync($"SET GLOBAL max_connections = {usual}");
            foreach (var connection in taken)
            {
                await connection.DisposeAsync();
            }

            await root.DisposeAsync();
        });
    }

    private static async Task<List<long>> OthersAsync(MySqlConnection root, List<MySqlConnection> taken)
    {
        // Only the services' account: root's is this test's own, and the server's threads hold no place.
        var ids = await root.QueryAsync<long>(
            "SELECT id FROM information_schema.processlist WHERE user NOT IN ('root', 'event_scheduler')");
        return [.. ids.Except(taken.Select(connection => (long)connection.ServerThread))];
    }

    private static async Task KillAsync(MySqlConnection root, long id)
    {
        try
        {
            await root.ExecuteAsync($"KILL {id}");
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.NoSuchThread)
        {
            // It has gone by itself.
        }
    }

    private static async Task TakeFreeAsync(OutageShop shop, List<MySqlConnection> taken)
    {
        var text = await shop.Stack.ConnectionStringAsync(StackResources.CommerceDatabase);
        try
        {
            while (taken.Count <= FewConnections)
            {
                var connection = new MySqlConnection($"{text};Pooling=false");
                await connection.OpenAsync(TestContext.Current.CancellationToken);
                taken.Add(connection);
            }
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.ConnectionCountError)
        {
            // All of them are taken now.
        }
    }
}

/// <summary>How the database is away.</summary>
public enum Outage
{
    Killed,
    Hanging,
    ReadOnly,
    OutOfConnections,
}
