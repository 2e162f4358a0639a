namespace Commerce.Hosting.MySql.Local;

/// <summary>
/// What a server runs before it listens: no moment in which an account has no password. Its file has one statement a line.
/// </summary>
internal sealed record StartStatements(string RootPassword, MySqlAccount Account, IReadOnlyList<string> Databases)
{
    /// <summary>The account of the nodes of a group among themselves; null for a server alone.</summary>
    public MySqlAccount? GroupAccount { get; init; }

    public string Text => string.Join('\n', [.. All(), string.Empty]);

    private IEnumerable<string> All() =>
    [
        // Each node makes them for itself: as transactions of one node they would keep it out of its group.
        .. GroupAccount is null ? [] : new[] { "SET SESSION sql_log_bin = 0;" },
        $"ALTER USER 'root'@'localhost' IDENTIFIED BY '{RootPassword}';",

        // MariaDB makes root for each loopback address, without a password, also in data folders of earlier versions: never needed.
        "DROP USER IF EXISTS 'root'@'127.0.0.1', 'root'@'::1', ''@'localhost';",
        .. Making(Account),
        .. Databases.Select(name => $"{MySqlStatements.CreateDatabase(name)};"),
        .. Databases.Select(name =>
            $"GRANT ALL PRIVILEGES ON {MySqlStatements.Quote(WithoutWildcards(name))}.* TO {Client(Account)};"),
        .. GroupAccount is null ? [] : OfGroup(GroupAccount),
    ];

    private IEnumerable<string> OfGroup(MySqlAccount group) =>
    [
        .. Making(group),
        "GRANT REPLICATION SLAVE, CONNECTION_ADMIN, BACKUP_ADMIN, CLONE_ADMIN, GROUP_REPLICATION_ADMIN, SYSTEM_VARIABLES_ADMIN "
            + $"ON *.* TO {Client(group)};",
        $"GRANT SELECT ON performance_schema.* TO {Client(group)};",

        // With this, clients find the primary.
        $"GRANT SELECT ON performance_schema.replication_group_members TO {Client(Account)};",
        $"GRANT SELECT ON performance_schema.replication_group_member_stats TO {Client(Account)};",
    ];

    private static IEnumerable<string> Making(MySqlAccount account) =>
    [
        $"CREATE USER IF NOT EXISTS {Client(account)} IDENTIFIED BY '{account.Password}';",
        $"ALTER USER {Client(account)} IDENTIFIED BY '{account.Password}';",
    ];

    private static string Client(MySqlAccount account) => $"'{account.User}'@'127.0.0.1'";

    // In a grant, and there only, "_" and "%" stand for other letters.
    private static string WithoutWildcards(string name) =>
        name.Replace("_", "\\_", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal);
}
