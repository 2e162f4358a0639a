namespace Commerce.Hosting.MySql.Local;

/// <summary>The command lines of the server. Nothing is read from the machine's own configuration of it.</summary>
internal static class MySqlArguments
{
    /// <summary>What makes an empty database in <paramref name="data"/>.</summary>
    public static IReadOnlyList<string> InitialiseArgs(this MySqlProgram program, string data, string temporary) =>
        [.. program.Common(data, temporary), program.Flavour == MySqlFlavour.MySql ? "--initialize-insecure" : "--bootstrap"];

    /// <summary>MySQL knows its system tables; MariaDB is told them, as its own install script does.</summary>
    public static string InitialiseInput(this MySqlProgram program)
    {
        if (program.Flavour == MySqlFlavour.MySql)
        {
            return string.Empty;
        }

        string[] scripts =
        [
            "mysql_system_tables.sql", "mysql_performance_tables.sql", "mysql_system_tables_data.sql",
            "fill_help_tables.sql", "maria_add_gis_sp_bootstrap.sql", "mysql_sys_schema.sql",
        ];
        var folder = program.ScriptFolder();
        var statements = scripts.SelectMany(script => File.ReadLines(Path.Combine(folder, script)))
            // Accounts for a host name mean nothing without name resolution.
            .Where(line => !line.Contains("@current_hostname", StringComparison.Ordinal));
        return string.Join('\n',
            ["CREATE DATABASE mysql;", "USE mysql;", "SET @auth_root_socket=NULL;", "SET @skip_auth_anonymous=1;", .. statements, ""]);
    }

    /// <summary>What runs the server on 127.0.0.1; its port comes last.</summary>
    public static IReadOnlyList<string> RunArgs(this MySqlProgram program, MySqlDataFolder folder) =>
        [
            .. program.Common(folder.DataOf(program.Flavour), folder.TemporaryFolder),
            "--bind-address=127.0.0.1",
            "--socket=mysqld.sock", // In the data folder. Unix limits the length of a socket's path, and a whole one may be too long.
            $"--pid-file={folder.PidFile}",
            $"--init-file={folder.InitFile}",
            "--skip-name-resolve",
            "--character-set-server=utf8mb4",
            "--default-time-zone=+00:00",
            "--max-connections=500",

            // A commit that was acknowledged survives kill -9 and a power cut.
            "--sync-binlog=1",
            "--innodb-flush-log-at-trx-commit=1",

            // Without the second protocol, without a log that grows for weeks, without twenty lines of greeting.
            .. program.Flavour == MySqlFlavour.MySql
                ? ["--mysqlx=OFF", "--binlog-expire-logs-seconds=86400", .. program.PluginArgs()]
                : new[] { "--silent-startup" },
        ];

    private static List<string> Common(this MySqlProgram program, string data, string temporary)
    {
        List<string> args = [.. program.FirstArgs, "--no-defaults", $"--datadir={data}", $"--tmpdir={temporary}"];
        if (program.Flavour == MySqlFlavour.MySql)
        {
            args.Add("--secure-file-priv=NULL"); // No statement reads or writes files; and the built-in folder exists on a server only.
        }

        if (program.UserFolder is { } usr)
        {
            args.AddRange([$"--basedir={usr}", $"--lc-messages-dir={program.MessageFolder()}",
                $"--character-sets-dir={Path.Combine(program.MessageFolder(), "charsets")}"]);
        }

        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
        {
            args.Add("--user=root"); // The server refuses to run as root unless it is told that this is meant.
        }

        return args;
    }

    private static string[] PluginArgs(this MySqlProgram program) => program.PluginFolder is { } folder ? [$"--plugin-dir={folder}"] : [];

    private static string MessageFolder(this MySqlProgram program) => SharedFolders(program).First(Directory.Exists);

    private static string ScriptFolder(this MySqlProgram program) =>
        SharedFolders(program).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "mysql_system_tables.sql")))
        ?? throw new DistributedApplicationException($"{program} came without its scripts for the system tables.");

    private static IEnumerable<string> SharedFolders(MySqlProgram program)
    {
        var prefix = program.UserFolder ?? Path.GetDirectoryName(Path.GetDirectoryName(program.Command))!;
        return [Path.Combine(prefix, "share/mariadb"), Path.Combine(prefix, "share/mysql")];
    }
}
