using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using MySqlConnector;

namespace Commerce.Hosting.MySql;

/// <summary>A database of the user's, by the connection string of that name. Messages never repeat it: it holds a password.</summary>
internal sealed partial class ExternalDatabase(string name, string connectionString)
{
    private const uint PatienceSeconds = 5;

    private readonly MySqlConnectionStringBuilder _target = Read(name, connectionString);

    /// <returns>Null where none is configured: Aspire asks for what is missing.</returns>
    /// <exception cref="DistributedApplicationException">It cannot be read, or names no server.</exception>
    public static ExternalDatabase? Configured(IConfiguration configuration, string name) =>
        configuration.GetConnectionString(name) is { Length: > 0 } text ? new ExternalDatabase(name, text) : null;

    /// <summary>Looks whether its server can be worked with. The database itself may be missing yet: whoever uses it may make it.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be reached, lets the user not in, or is too old.</exception>
    public async Task EnsureUsableAsync(CancellationToken ct)
    {
        var server = new MySqlConnectionStringBuilder(
            _target.ConnectionString)
        { Database = string.Empty, Pooling = false, ConnectionTimeout = PatienceSeconds };
        try
        {
            await using var connection = new MySqlConnection(server.ConnectionString);
            await connection.OpenAsync(ct);
            await using var command = new MySqlCommand("SELECT VERSION()", connection);
            EnsureNewEnough($"{await command.ExecuteScalarAsync(ct)}");
        }
        catch (MySqlException e)
        {
            throw new DistributedApplicationException(e.ErrorCode == MySqlErrorCode.AccessDenied
                ? $"ConnectionStrings:{name}: {server.Server} does not let '{server.UserID}' in. Correct user and password there. "
                    + $"{e.Message}"
                : $"ConnectionStrings:{name}: no MySQL can be used at {server.Server}:{server.Port}. Start it, or correct the address. "
                    + $"{e.Message}", e);
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

    private static MySqlConnectionStringBuilder Read(string name, string text)
    {
        try
        {
            var read = new MySqlConnectionStringBuilder(text);
            return read.Server.Length > 0 ? read : throw new DistributedApplicationException(
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
