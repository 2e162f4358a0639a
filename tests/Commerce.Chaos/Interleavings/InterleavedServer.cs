using Commerce.TestHost;
using Dapper;
using MySqlConnector;

namespace Commerce.Chaos.Interleavings;

/// <summary>The MySQL that the shops of the interleavings share.</summary>
internal sealed class InterleavedServer : IAsyncDisposable
{
    // What is played here are crashes of our processes: the server outlives them all, so nothing of it need be safe on a disk.
    private static readonly string[] Hurry =
    [
        "--skip-log-bin", "--sync-binlog=0", "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=OFF", "--performance-schema=OFF",
    ];

    private readonly CommerceStack _stack;
    private readonly DirectoryInfo _folder;

    private InterleavedServer(CommerceStack stack, DirectoryInfo folder) => (_stack, _folder) = (stack, folder);

    /// <summary>How much processor time it has used.</summary>
    public TimeSpan ProcessorTime => _stack.ProcessorTimeOf(StackResources.MySql);

    public static async Task<InterleavedServer> StartAsync(CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("commerce-interleavings-");
        try
        {
            var options = new CommerceStackOptions { DatabaseOnly = true, DataFolder = folder.FullName, DatabaseServerArgs = Hurry };
            var stack = await CommerceStack.CreateAsync(options, ct);

            // The first to come in has to show the password itself, which the driver does over TLS alone; then the server remembers.
            await using var first = new MySqlConnection(DatabaseAdministrator.ConnectionString(folder.FullName));
            await first.OpenAsync(ct);
            return new InterleavedServer(stack, folder);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>As the administrator, by the socket.</summary>
    public string ConnectionString(string database) =>
        new MySqlConnectionStringBuilder(DatabaseAdministrator.ConnectionString(_folder.FullName))
        {
            AllowUserVariables = true,
            Database = database,
            Pooling = true,
            SslMode = MySqlSslMode.None, // Nobody listens in on a socket of this machine.
        }.ConnectionString;

    public async Task<MySqlConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new MySqlConnection(ConnectionString(string.Empty));
        await connection.OpenAsync(ct);
        return connection;
    }

    /// <summary>How many statements it has run.</summary>
    public async Task<long> StatementsAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return long.Parse(
            (await connection.QuerySingleAsync<(string, string)>("SHOW GLOBAL STATUS LIKE 'Questions'")).Item2,
            System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
