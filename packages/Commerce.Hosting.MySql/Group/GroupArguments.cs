namespace Commerce.Hosting.MySql.Group;

/// <summary>What makes a server a node of a group; why each is as it is: docs/adr/0023.</summary>
internal static class GroupArguments
{
    private const string OfThePlugin = "--group-replication-";

    /// <param name="groupName">A UUID, the same for all nodes and for ever: it names the group's transactions.</param>
    /// <param name="host">The name by which the other nodes reach this one.</param>
    /// <param name="seeds">All nodes, as host:port of their group ports.</param>
    /// <param name="allowed">Whose connections are taken at the group port.</param>
    public static IEnumerable<string> Of(
        int number, string groupName, string host, int groupPort, IEnumerable<string> seeds, string allowed) =>
    [
        $"--server-id={number}",
        "--gtid-mode=ON",
        "--enforce-gtid-consistency=ON",
        "--relay-log=relay",
        $"--report-host={host}",
        "--plugin-load-add=group_replication.so;mysql_clone.so",
        $"--group-replication-group-name={groupName}",
        $"--group-replication-local-address={host}:{groupPort}",
        $"--group-replication-group-seeds={string.Join(',', seeds)}",
        $"--group-replication-ip-allowlist={allowed}",
        "--group-replication-recovery-get-public-key=ON",
        "--group-replication-recovery-reconnect-interval=5", // Seconds until another node is asked for what is missing; else 60.
        "--group-replication-message-cache-size=134217728", // 128 MiB, the least; else each node may take a GiB for it.

        // A node does not know whether there is a group to join: who sees all nodes tells it.
        "--group-replication-start-on-boot=OFF",
        "--group-replication-bootstrap-group=OFF",

        "--group-replication-consistency=BEFORE_ON_PRIMARY_FAILOVER",
        "--group-replication-member-expel-timeout=0",
        "--group-replication-unreachable-majority-timeout=10",
        "--group-replication-autorejoin-tries=3",
        "--group-replication-exit-state-action=OFFLINE_MODE",
    ];

    /// <summary>
    /// The same for the official image, which makes its empty database with the server's own command line: a server that initialises loads
    /// no plugin, and ends at a variable that it does not know. <c>loose-</c> lets it pass over those of the plugin.
    /// </summary>
    public static IEnumerable<string> ForContainer(this IEnumerable<string> args) => args.Select(
        arg => arg.StartsWith(OfThePlugin, StringComparison.Ordinal) ? $"--loose-{arg[2..]}" : arg);
}
