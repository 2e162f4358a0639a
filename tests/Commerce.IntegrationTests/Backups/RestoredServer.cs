using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Dapper;
using MySqlConnector;

namespace Commerce.IntegrationTests.Backups;

/// <summary>A database server on a copy of the shop's data, brought to a moment by the shop's binary logs.</summary>
internal sealed class RestoredServer : IAsyncDisposable
{
    private readonly ServerCommand _original;
    private readonly Process _process;
    private readonly string _root;

    private RestoredServer(ServerCommand original, Process process, string root, int port) =>
        (_original, _process, _root, Port) = (original, process, root, port);

    public int Port { get; }

    /// <param name="copy">The folder of the copy.</param>
    /// <param name="administrator">How the original's administrator comes in: the copy has his account too.</param>
    public static async Task<RestoredServer> StartAsync(ServerCommand original, string copy, string administrator, CancellationToken ct)
    {
        var port = FreePort();
        var line = original.On(copy, port);
        var process = Process.Start(new ProcessStartInfo(line[0], line.Skip(1)) { RedirectStandardError = true })!;
        process.BeginErrorReadLine();
        var root = new MySqlConnectionStringBuilder(administrator)
        {
            Server = Path.Combine(copy, "mysqld.sock"),
            AllowUserVariables = true,
        }.ConnectionString;
        var server = new RestoredServer(original, process, root, port);
        await server.UntilItAnswersAsync(ct);
        return server;
    }

    /// <summary>Repeats what was committed after the copy was made and before a moment (UTC, whole seconds).</summary>
    public async Task ReplayUntilAsync(DateTime moment, CancellationToken ct)
    {
        await using var database = new MySqlConnection(_root);
        await database.OpenAsync(ct);
        var (file, position) = await database.QuerySingleAsync<(string File, long Position)>(
            "SELECT binlog_file, binlog_position FROM performance_schema.clone_status");
        var first = Path.GetFileName(file);
        var logs = Directory.GetFiles(_original.Data, "binlog.0*").Order(StringComparer.Ordinal)
            .Where(log => string.CompareOrdinal(Path.GetFileName(log), first) >= 0);
        foreach (var statement in BinaryLogText.Statements(await ReadAsync(position, moment, logs, ct)))
        {
            await using var command = new MySqlCommand(statement, database);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> ReadAsync(long position, DateTime moment, IEnumerable<string> logs, CancellationToken ct)
    {
        var reader = _original.LogReader!;
        var start = new ProcessStartInfo(
            reader[0],
            [.. reader.Skip(1), "--no-defaults", $"--start-position={position}", $"--stop-datetime={moment:yyyy-MM-dd HH:mm:ss}", .. logs])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["TZ"] = "UTC";
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        Assert.Equal(0, process.ExitCode);
        return text;
    }

    private async Task UntilItAnswersAsync(CancellationToken ct)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await AnswersAsync(ct))
        {
            Assert.False(_process.HasExited, "The restored server has ended.");
            await pace.WaitForNextTickAsync(ct);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            await using var database = new MySqlConnection(_root);
            await database.OpenAsync(ct);
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
