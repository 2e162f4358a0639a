using System.Text.RegularExpressions;
using Commerce.MySql.Failover;
using Microsoft.Extensions.Configuration;
using MySqlConnector;

namespace Commerce.Hosting.MySql;

/// <summary>
/// A database of the user's, by the connection string of that name, which names one server or several of a group. Messages never repeat
/// it: it holds a password.
/// </summary>
internal sealed partial class ExternalDatabase(string name, string connectionString)
{
    private const uint PatienceSeconds = 5;

    private readonly IReadOnlyList<MySqlConnectionStringBuilder> _servers = Read(name, connectionString);

    /// <returns>Null where none is configured: Aspire asks for what is missing.</returns>
    /// <exception cref="DistributedApplicationException">It cannot be read, or names no server.</exception>
    public static ExternalDatabase? Configured(IConfiguration configuration, string name) =>
        configuration.GetConnectionString(name) is { Length: > 0 } text ? new ExternalDatabase(name, text) : null;

    /// <summary>
    /// Looks whether it can be worked with: one server of it at least, for a group works without one of its nodes. The database itself may
    /// be missing yet: whoever uses it may make it.
    /// </summary>
    /// <exception cref="DistributedApplicationException">
    /// No server of it can be reached and lets the user in, or one that does is too old.
    /// </exception>
    public async Task EnsureUsableAsync(CancellationToken ct)
    {
        var faults = await Task.WhenAll(_servers.Select(server => FaultOfAsync(server, ct)));
        if (!Array.Exists(faults, fault => fault is null))
        {
            throw NotUsable([.. faults.OfType<MySqlException>()]);
        }
    }

    /// <param name="version">As the server itself tells it, for example <c>10.11.14-MariaDB-0+deb12u2</c>.</param>
    /// <exception cref="DistributedApplicationException">It is too old.</exception>
    public void EnsureNewEnough(string version)
    {
        var flavour = version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase) ? MySqlFlavour.MariaDb : MySqlFlavour.MySql;
        if (Number().Match(version) is { Success: true } number && new Version(number.Value) < flavour.Oldest())
        {
            throw new DistributedApplicationException(
                $"ConnectionStrings:{name} leads to {flavour.Title()} {number.Value}; at least {flavour.Oldest()} is needed. Upgrade "
                + "that server, or name another one.");
        }
    }

    // Null: it answers and is new enough.
    private async Task<MySqlException?> FaultOfAsync(MySqlConnectionStringBuilder server, CancellationToken ct)
    {
        try
        {
            await using var connection = new MySqlConnection(server.ConnectionString);
            await connection.OpenAsync(ct);
            await using var command = new MySqlCommand("SELECT VERSION()", connection);
            EnsureNewEnough($"{await command.ExecuteScalarAsync(ct)}");
            return null;
        }
        catch (MySqlException e)
        {
            return e;
        }
    }

    // A server that lets the user not in is there; what is wrong is known best of it.
    private DistributedApplicationException NotUsable(IReadOnlyList<MySqlException> faults)
    {
        var (server, fault) = _servers.Zip(faults).FirstOrDefault(pair => pair.Second.ErrorCode == MySqlErrorCode.AccessDenied);
        if (fault is not null)
        {
            return new DistributedApplicationException(
                $"ConnectionStrings:{name}: {server.Server} does not let '{server.UserID}' in. Correct user and password there. "
                + $"{fault.Message}", fault);
        }

        var (where, remedy) = _servers is [var only]
            ? ($"{only.Server}:{only.Port}", "Start it, or correct the address.")
            : (string.Join(", ", _servers.Select(one => $"{one.Server}:{one.Port}")), "Start one of them, or correct the addresses.");
        return new DistributedApplicationException(
            $"ConnectionStrings:{name}: no MySQL can be used at {where}. {remedy} {faults[0].Message}", faults[0]);
    }

    private static List<MySqlConnectionStringBuilder> Read(string name, string text)
    {
        try
        {
            return new MySqlConnectionStringBuilder(text).Server.Length > 0
                ? [.. MySqlHosts.Split(text).Select(server => new MySqlConnectionStringBuilder(server)
                {
                    Database = string.Empty,
                    Pooling = false,
                    ConnectionTimeout = PatienceSeconds,
                })]
                : throw new DistributedApplicationException(
                    $"ConnectionStrings:{name} names no server: it must look like Server=host;User ID=user;Password=...;Database={name}");
        }
        catch (ArgumentException e)
        {
            throw new DistributedApplicationException($"ConnectionStrings:{name} cannot be read: {e.Message}", e);
        }
    }

    [GeneratedRegex(@"^\d+\.\d+(\.\d+)?")]
    private static partial Regex Number();
}
