using Dapper;

namespace Commerce.IntegrationTests.Failover;

/// <summary>What the nodes of the group are asked by their clients, by their general log; what one has from another is not in it.</summary>
internal sealed class HeardStatements : IAsyncDisposable
{
    private readonly GroupShop _shop;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private HeardStatements(GroupShop shop) => _shop = shop;

    public static async Task<HeardStatements> BeginAsync(GroupShop shop)
    {
        var heard = new HeardStatements(shop);
        await heard.EachAsync("SET GLOBAL log_output = 'TABLE'; SET GLOBAL general_log = ON");
        return heard;
    }

    /// <summary>How many statements that read a table a node was asked since.</summary>
    public async Task<long> ReadsOfAsync(string node, string table)
    {
        await using var connection = await _shop.OpenAsRootAsync(node, _ct);
        return await connection.ExecuteScalarAsync<long>(
            $"SELECT COUNT(*) FROM mysql.general_log WHERE argument LIKE '%FROM `{table}`%' AND argument NOT LIKE '%general_log%'");
    }

    public async ValueTask DisposeAsync() => await EachAsync("SET GLOBAL general_log = OFF; SET GLOBAL log_output = 'FILE'");

    private async Task EachAsync(string statements)
    {
        foreach (var node in GroupShop.Nodes)
        {
            await using var connection = await _shop.OpenAsRootAsync(node, _ct);
            await connection.ExecuteAsync(statements);
        }
    }
}
