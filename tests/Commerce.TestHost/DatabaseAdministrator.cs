using MySqlConnector;

namespace Commerce.TestHost;

/// <summary>The administrator of a stack's own database server, who comes in by its socket.</summary>
public static class DatabaseAdministrator
{
    private static readonly string[] DataFolders = ["data", "data-mariadb"];

    /// <param name="folder">Where the server, or the group, keeps its files; it has to be running.</param>
    /// <param name="node">Which node of a group; null: it is a server alone.</param>
    public static string ConnectionString(string folder, string? node = null) => new MySqlConnectionStringBuilder
    {
        ConnectionProtocol = MySqlConnectionProtocol.UnixSocket,
        Server = DataFolders.Select(data => Path.Combine(folder, node ?? string.Empty, data, "mysqld.sock")).First(File.Exists),
        UserID = "root",
        Password = File.ReadAllText(Path.Combine(folder, "root-password")).Trim(),
        AllowPublicKeyRetrieval = true,
        Pooling = false,
    }.ConnectionString;
}
