using System.Globalization;

namespace Commerce.MySql.Failover;

/// <summary>
/// A server's view of its group, and what follows from it. A member that was cut off still calls itself the primary; but it sees the
/// others as UNREACHABLE, and only a majority makes a primary.
/// </summary>
internal static class GroupView
{
    /// <summary>
    /// One row, about the server that is asked: its role and state, how many members it sees and how many of them answer.
    /// </summary>
    public const string Query = """
        SELECT me.MEMBER_ROLE, me.MEMBER_STATE,
               (SELECT COUNT(*) FROM performance_schema.replication_group_members),
               (SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE MEMBER_STATE IN ('ONLINE', 'RECOVERING')),
               (SELECT VIEW_ID FROM performance_schema.replication_group_member_stats WHERE MEMBER_ID = @@global.server_uuid LIMIT 1),
               @@global.read_only
        FROM (SELECT 1) one
        LEFT JOIN performance_schema.replication_group_members me ON me.MEMBER_ID IN (@@global.server_uuid, '')
        """;

    /// <param name="role">PRIMARY, SECONDARY or empty; null when the server is in no group.</param>
    /// <param name="state">ONLINE, RECOVERING, OFFLINE, ERROR or UNREACHABLE; null when the server is in no group.</param>
    public static ServerReport Read(string? role, string? state, long members, long answering, string? viewId, bool isReadOnly)
    {
        if (state is null)
        {
            return new ServerReport(isReadOnly ? ServerRole.AloneReadOnly : ServerRole.AloneWritable);
        }

        if (state != "ONLINE" || answering * 2 <= members)
        {
            return new ServerReport(ServerRole.Unfit);
        }

        return new ServerReport(role == "PRIMARY" ? ServerRole.Primary : ServerRole.Secondary, NumberOf(viewId));
    }

    /// <summary>The one server to write to; null when there is none, or when it cannot be told which.</summary>
    public static int? FindPrimary(IReadOnlyList<ServerReport> servers)
    {
        var primaries = Indices(servers, ServerRole.Primary);
        if (primaries.Count > 0)
        {
            var latest = primaries.Max(index => servers[index].View);
            return primaries.Where(index => servers[index].View == latest).ToList() is [var one] ? one : null;
        }

        // Plain replication: the one that takes writes. Beside members of a group a server that is in none is not to be used.
        return servers.All(server => server.Role is not (ServerRole.Secondary or ServerRole.Unfit))
            && Indices(servers, ServerRole.AloneWritable) is [var alone] ? alone : null;
    }

    /// <summary>What each of them is: the primary is the one that <see cref="FindPrimary"/> finds, and nobody else.</summary>
    public static IReadOnlyList<ServerState> StatesOf(IReadOnlyList<ServerReport> servers)
    {
        var primary = FindPrimary(servers);
        return [.. servers.Select((server, index) => server.Role switch
        {
            ServerRole.Silent or ServerRole.Gone => ServerState.Away,
            ServerRole.Secondary or ServerRole.AloneReadOnly => ServerState.Secondary,
            _ => index == primary ? ServerState.Primary : ServerState.Unfit,
        })];
    }

    private static List<int> Indices(IReadOnlyList<ServerReport> servers, ServerRole role) =>
        [.. Enumerable.Range(0, servers.Count).Where(index => servers[index].Role == role)];

    // "15718289704352993:42": which group this is since its bootstrap, and the how manieth view of it.
    private static long NumberOf(string? viewId) =>
        long.TryParse(viewId?[(viewId.LastIndexOf(':') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
