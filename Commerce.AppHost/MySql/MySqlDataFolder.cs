using System.Security.Cryptography;
using System.Text;

namespace Commerce.AppHost.MySql;

/// <summary>The files of the local database: data, passwords, and what the server runs at every start.</summary>
/// <param name="template">Where an empty database is kept to be copied from; null to make each one anew.</param>
internal sealed class MySqlDataFolder(string path, string? template)
{
    private const string User = "'commerce'@'127.0.0.1'";

    public string Path => path;

    public string Password => PrivateFile.Secret(System.IO.Path.Combine(path, "password"));

    /// <summary>Changes with the password, and does not tell it.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Password)))[..8];

    public string InitFile => System.IO.Path.Combine(path, "init.sql");

    public string LockFile => System.IO.Path.Combine(path, "lock");

    /// <summary>The folder that is configured, else <c>.data/mysql</c> beside the AppHost.</summary>
    /// <exception cref="SetupException">It cannot be written to.</exception>
    public static MySqlDataFolder Of(IDistributedApplicationBuilder builder)
    {
        var configured = builder.Configuration[StackKeys.MySqlDataDirectory];
        var path = string.IsNullOrWhiteSpace(configured) ? System.IO.Path.Combine(builder.AppHostDirectory, "..", ".data", "mysql") : configured;
        var reuse = builder.Configuration[StackKeys.MySqlReuseEmptyDatabase] switch
        {
            null or "" => false,
            var text when bool.TryParse(text, out var value) => value,
            var text => throw new SetupException($"{StackKeys.MySqlReuseEmptyDatabase} is '{text}': it must be true or false."),
        };
        try
        {
            var folder = Directory.CreateDirectory(System.IO.Path.GetFullPath(path)).FullName;
            return new MySqlDataFolder(folder, reuse ? System.IO.Path.Combine(MySqlDownload.CacheFolder, "empty") : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SetupException($"{StackKeys.MySqlDataDirectory} is '{path}': it must be a folder that can be written to. {e.Message}", e);
        }
    }

    /// <summary>The data of one kind of server: the other kind cannot read it.</summary>
    public string DataOf(MySqlFlavour flavour) => System.IO.Path.Combine(path, flavour == MySqlFlavour.MySql ? "data" : "data-mariadb");

    /// <summary>Makes an empty database when there is none yet, and writes the statements of every start.</summary>
    /// <exception cref="SetupException">The server could not make one, or is older than the data.</exception>
    public async Task PrepareAsync(MySqlProgram program, CancellationToken ct)
    {
        var data = DataOf(program.Flavour);
        var writtenBy = data + ".version";
        if (!Directory.Exists(data))
        {
            await new EmptyDatabase(program, template).PlaceAsync(data, ct);
        }
        else if (File.Exists(writtenBy) && Version.TryParse(await File.ReadAllTextAsync(writtenBy, ct), out var version) && version > program.Version)
        {
            throw new SetupException($"{data} was written by version {version}; {program} is older and cannot read it.");
        }

        await File.WriteAllTextAsync(writtenBy, program.Version.ToString(), ct);
        PrivateFile.Write(InitFile, StartStatements());
    }

    // Run by the server itself before it listens: no moment in which an account has no password. One statement a line.
    private string StartStatements()
    {
        var root = PrivateFile.Secret(System.IO.Path.Combine(path, "root-password"));
        string[] databases = [Databases.CommerceName, Databases.PaymentGatewayName];
        return string.Join('\n', [
            $"ALTER USER 'root'@'localhost' IDENTIFIED BY '{root}';",
            $"CREATE USER IF NOT EXISTS {User} IDENTIFIED BY '{Password}';",
            $"ALTER USER {User} IDENTIFIED BY '{Password}';",
            .. databases.Select(name => $"CREATE DATABASE IF NOT EXISTS `{name}` CHARACTER SET utf8mb4;"),
            .. databases.Select(name => $"GRANT ALL PRIVILEGES ON `{name}`.* TO {User};"),
            string.Empty,
        ]);
    }
}
