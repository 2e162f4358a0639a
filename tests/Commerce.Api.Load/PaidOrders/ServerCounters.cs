using System.Globalization;
using Dapper;
using MySqlConnector;

namespace Commerce.Api.Load.PaidOrders;

/// <summary>What a database server has counted, from its own status.</summary>
/// <param name="Statements">What clients have asked of it, connection resets and pings among it.</param>
/// <param name="Commits">Transactions that wrote something, explicit or not.</param>
/// <param name="Bytes">Received and sent.</param>
internal sealed record ServerCounters(long Statements, long Commits, long Bytes)
{
    public static ServerCounters None { get; } = new(0, 0, 0);

    public static ServerCounters operator +(ServerCounters one, ServerCounters other) =>
        new(one.Statements + other.Statements, one.Commits + other.Commits, one.Bytes + other.Bytes);

    public static ServerCounters operator -(ServerCounters one, ServerCounters other) =>
        new(one.Statements - other.Statements, one.Commits - other.Commits, one.Bytes - other.Bytes);

    public static async Task<ServerCounters> ReadAsync(MySqlConnection server)
    {
        var rows = await server.QueryAsync<(string Name, string Value)>(
            """
            SHOW GLOBAL STATUS
            WHERE Variable_name IN ('Questions', 'Com_admin_commands', 'Binlog_cache_use', 'Bytes_received', 'Bytes_sent')
            """);
        var counted = rows.ToDictionary(row => row.Name, row => long.Parse(row.Value, CultureInfo.InvariantCulture));
        return new ServerCounters(
            counted["Questions"] + counted["Com_admin_commands"],
            counted["Binlog_cache_use"],
            counted["Bytes_received"] + counted["Bytes_sent"]);
    }
}
