using Commerce.Api.Load.Failover;
using Commerce.TestHost;
using Dapper;
using MySqlConnector;

namespace Commerce.Api.Load.PaidOrders;

/// <summary>The whole stack as it is shipped, with a PG that refuses nothing and waits for nothing, and goods for everybody.</summary>
internal sealed class PaidOrdersShop : IAsyncDisposable
{
    /// <summary>How many members buy.</summary>
    public const int Members = 200;

    /// <summary>Opens what operators may read.</summary>
    public const string OperatorKey = "operator-key-of-the-load-measurements";

    private const string MorePieces = "UPDATE commerce.products SET stock = 100000000";

    private const string MoreMembers = """
        INSERT INTO commerce.members (member_id, email, birth_date, gender, point, created_at)
        SELECT CONCAT('buyer', n), CONCAT('buyer', n, '@example.com'), '1990-01-01', gender, 0, UTC_TIMESTAMP(6)
        FROM (WITH RECURSIVE numbers AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < @count) SELECT n FROM numbers) AS buyers
        JOIN commerce.members demo ON demo.member_id = 'demo1'
        """;

    private readonly DirectoryInfo _folder;
    private readonly GroupUnderLoad? _group;

    private PaidOrdersShop(CommerceStack stack, DirectoryInfo folder, bool isGroup) =>
        (Stack, _folder, _group) = (stack, folder, isGroup ? new GroupUnderLoad(stack) : null);

    public CommerceStack Stack { get; }

    /// <summary>The products that are for sale.</summary>
    public IReadOnlyList<long> Products { get; private set; } = [];

    /// <param name="collector">Where traces, logs and metrics are sent; null: nowhere.</param>
    /// <param name="replicas">How many APIs there are, and how many workers.</param>
    /// <param name="adjust">What is to be different besides.</param>
    /// <param name="isGroup">The database is a group of three servers.</param>
    /// <param name="throwsDice">The PG fails and waits as it is shipped.</param>
    public static async Task<PaidOrdersShop> StartAsync(
        Uri? collector = null, int replicas = 1, Action<CommerceStackOptions>? adjust = null, bool isGroup = false,
        bool throwsDice = false)
    {
        var folder = Directory.CreateTempSubdirectory("commerce-load-");
        var options = new CommerceStackOptions
        {
            DataFolder = folder.FullName,
            LimitsAsShipped = true,
            AppHostArgs =
            [
                $"--Commerce:Replicas:Api={replicas}", $"--Commerce:Replicas:Worker={replicas}",
                .. isGroup ? GroupUnderLoad.AppHostArgs : [],
            ],
        }
            .With(StackResources.Api, "Operator__Key", OperatorKey);
        string[] dice = throwsDice ? [] : ["RefuseRate", "LimitExceededRate", "InvalidCardRate"];
        string[] waits = throwsDice ? [] : ["AcceptDelayMinMs", "AcceptDelayMaxMs", "ProcessDelayMinMs", "ProcessDelayMaxMs"];
        foreach (var rate in dice)
        {
            options.With(StackResources.PgSimulator, $"Faults__{rate}", "0");
        }

        foreach (var delay in waits)
        {
            options.With(StackResources.PgSimulator, $"Faults__{delay}", "0");
        }

        foreach (var service in collector is null ? [] : StackResources.Services)
        {
            options.With(service, "OTEL_EXPORTER_OTLP_ENDPOINT", collector!.ToString())
                .With(service, "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        }

        adjust?.Invoke(options);
        var shop = new PaidOrdersShop(await CommerceStack.CreateAsync(options), folder, isGroup);
        await using var server = await shop.OpenAsync();
        await server.ExecuteAsync(MorePieces);
        await server.ExecuteAsync(MoreMembers, new { count = Members });
        shop.Products = (await server.QueryAsync<long>("SELECT id FROM commerce.products ORDER BY id")).AsList();
        return shop;
    }

    /// <summary>Opens the database server as its administrator, who may read what it has counted.</summary>
    public async Task<MySqlConnection> OpenServerAsync(string settings = "")
    {
        var node = _group is null ? null : await _group.PrimaryAsync();
        return await OpenNodeAsync(node, settings);
    }

    /// <summary>Opens the shop's database, of a group at the node that takes writes now.</summary>
    public async Task<MySqlConnection> OpenAsync()
    {
        var connection = new MySqlConnection(_group is null
            ? await Stack.ConnectionStringAsync(StackResources.CommerceDatabase)
            : $"{await Stack.ConnectionStringAsync(await _group.PrimaryAsync())};Database={StackResources.CommerceDatabase}");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Opens one server of the group as its administrator.</summary>
    /// <param name="node">Null: there is no group.</param>
    public async Task<MySqlConnection> OpenNodeAsync(string? node, string settings = "")
    {
        var connection = new MySqlConnection($"{DatabaseAdministrator.ConnectionString(_folder.FullName, node)};{settings}");
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
