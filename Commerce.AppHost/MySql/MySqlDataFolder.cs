using System.Security.Cryptography;

namespace Commerce.AppHost.MySql;

/// <summary>The files of the local database: data, passwords, and what the server runs at every start.</summary>
internal sealed class MySqlDataFolder(string directory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string User = "'commerce'@'127.0.0.1'";

    public string Password { get; } = Secret(directory, "password");

    public string InitFile => Path.Combine(directory, "init.sql");

    public string LockFile => Path.Combine(directory, "lock");

    public string Directory => directory;

    /// <summary>The data of one kind of server: the other kind cannot read it.</summary>
    public string DataOf(MySqlFlavour flavour) => Path.Combine(directory, flavour == MySqlFlavour.MySql ? "data" : "data-mariadb");

    /// <summary>Makes an empty database when there is none yet, and writes the statements of every start.</summary>
    /// <exception cref="SetupException">The server could not make one.</exception>
    public async Task PrepareAsync(MySqlProgram program, CancellationToken ct)
    {
        var data = DataOf(program.Flavour);
        if (!System.IO.Directory.Exists(data))
        {
            await InitialiseAsync(program, data, ct);
        }

        WritePrivately(InitFile, StartStatements());
    }

    // A folder counts only under its final name, and gets that when the server has finished with it.
    private static async Task InitialiseAsync(MySqlProgram program, string data, CancellationToken ct)
    {
        Console.WriteLine($"MySQL: making an empty database with {program} in {data}.");
        var half = data + ".half";
        if (System.IO.Directory.Exists(half))
        {
            System.IO.Directory.Delete(half, recursive: true);
        }

        System.IO.Directory.CreateDirectory(half);
        var answer = await Tool.RunAsync(program.Command, program.InitialiseArgs(half), program.InitialiseInput(), _ => { }, ct);
        if (answer.ExitCode != 0)
        {
            var reason = answer.Errors.Split('\n').Where(line => line.Contains("ERROR", StringComparison.OrdinalIgnoreCase));
            System.IO.Directory.Delete(half, recursive: true);
            throw new SetupException($"{program} could not make a database in {data}: {string.Join(' ', reason.DefaultIfEmpty(answer.Errors.Trim()))}");
        }

        System.IO.Directory.Move(half, data);
    }

    // Run by the server itself before it listens: no moment in which an account has no password. One statement a line.
    private string StartStatements()
    {
        var root = Secret(directory, "root-password");
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

    private static string Secret(string directory, string name)
    {
        var file = Path.Combine(directory, name);
        if (!File.Exists(file))
        {
            System.IO.Directory.CreateDirectory(directory);
            WritePrivately(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        }

        return File.ReadAllText(file).Trim();
    }

    private static void WritePrivately(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var half = file + ".half";
        File.Delete(half);
        using (var writer = new StreamWriter(half, options))
        {
            writer.Write(text);
        }

        File.Move(half, file, overwrite: true);
    }
}
