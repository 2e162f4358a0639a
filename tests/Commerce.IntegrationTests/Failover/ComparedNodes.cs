using Dapper;
using MySqlConnector;

namespace Commerce.IntegrationTests.Failover;

/// <summary>
/// Holds the nodes that are in the group against each other once nothing is on its way any more: a transaction or a row that one has and
/// another has not would be two histories.
/// </summary>
internal sealed class ComparedNodes(GroupShop shop)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private const string Tables = """
        SELECT GROUP_CONCAT('`', table_schema, '`.`', table_name, '`' ORDER BY table_schema, table_name)
        FROM information_schema.tables WHERE table_schema IN ('commerce', 'paymentgateway') AND table_type = 'BASE TABLE'
        """;

    /// <returns>A sentence for each thing in which they differ.</returns>
    public async Task<IReadOnlyList<string>> DifferencesAsync(CancellationToken ct)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var before = await OfEachAsync(TransactionsAsync, ct);
            var contents = await OfEachAsync(ContentAsync, ct);
            var after = await OfEachAsync(TransactionsAsync, ct);
            if (before.Concat(after).Select(node => node.Found).Distinct().Count() == 1)
            {
                return Differences(contents);
            }

            if (TimeProvider.System.GetElapsedTime(start) > Limit)
            {
                return [$"the nodes have not the same transactions: {string.Join("; ", after.Select(n => $"{n.Node} {n.Found}"))}"];
            }

            await Task.Delay(Pause, TimeProvider.System, ct);
        }
    }

    private static IReadOnlyList<string> Differences(IReadOnlyList<(string Node, string Found)> contents) =>
        contents.DistinctBy(node => node.Found).Count() == 1
            ? []
            : [$"the nodes have not the same rows: {string.Join("; ", contents.Select(n => $"{n.Node} {n.Found}"))}"];

    private static async Task<string> TransactionsAsync(MySqlConnection node) =>
        (await node.ExecuteScalarAsync<string>("SELECT @@global.gtid_executed"))!.ReplaceLineEndings(string.Empty);

    private static async Task<string> ContentAsync(MySqlConnection node)
    {
        await node.ExecuteAsync("SET SESSION group_concat_max_len = 100000");
        var tables = await node.ExecuteScalarAsync<string>(Tables);
        var sums = await node.QueryAsync<(string Table, long? Checksum)>($"CHECKSUM TABLE {tables}");
        return string.Join(' ', sums.Select(sum => $"{sum.Table}={sum.Checksum}"));
    }

    private async Task<IReadOnlyList<(string Node, string Found)>> OfEachAsync(
        Func<MySqlConnection, Task<string>> read, CancellationToken ct)
    {
        List<(string, string)> found = [];
        foreach (var node in GroupShop.Nodes.Where(node => shop.StateOf(node) is "ONLINE PRIMARY" or "ONLINE SECONDARY"))
        {
            await using var connection = await shop.OpenAsRootAsync(node, ct);
            found.Add((node, await read(connection)));
        }

        return found;
    }
}
