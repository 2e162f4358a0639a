using System.Diagnostics;
using MySqlConnector;

namespace Commerce.MySql.Failover;

/// <summary>One server: a pool for work, which can be emptied, and a connection to ask it about itself that no work can use up.</summary>
internal sealed class MySqlServer : IAsyncDisposable
{
    private const uint LimitSeconds = 1;

    // Whoever was given a connection of it has opened it by then, on a full machine too; before that it would count as disposed of.
    private static readonly TimeSpan UntilNobodyTakesFromIt = TimeSpan.FromSeconds(30);

    private readonly string _connectionString;
    private readonly Func<string, MySqlDataSource> _build;
    private readonly Lazy<MySqlDataSource> _asked;
    private MySqlDataSource _source;
    private CancellationTokenSource _superseded = new();

    public MySqlServer(MySqlHost host, string connectionString, Func<string, MySqlDataSource> build)
    {
        (Host, _connectionString, _build, _source) = (host, connectionString, build, build(connectionString));
        _asked = new(() => new MySqlDataSource(new MySqlConnectionStringBuilder(connectionString)
        {
            Database = string.Empty, // It may still have to be created.
            MinimumPoolSize = 0,
            MaximumPoolSize = 1,
            ConnectionReset = false,
            ConnectionTimeout = LimitSeconds,
            DefaultCommandTimeout = LimitSeconds,
            CancellationTimeout = -1, // Who does not answer is not asked to stop either.
        }.ConnectionString));
    }

    public MySqlHost Host { get; }

    /// <summary>The pool in use.</summary>
    public MySqlDataSource Source => Volatile.Read(ref _source);

    /// <summary>Cancelled once another server has taken this one's place.</summary>
    public CancellationToken Superseded => Volatile.Read(ref _superseded).Token;

    /// <summary>Another server has taken its place: nobody is to wait for its answers.</summary>
    public void Supersede() => _ = Interlocked.Exchange(ref _superseded, new CancellationTokenSource()).CancelAsync();

    /// <summary>Empties the pool: what lies in it is closed, and what is in use when it comes back.</summary>
    /// <returns>False when it was emptied since.</returns>
    public bool TryEmpty(MySqlDataSource seen)
    {
        // The driver empties the pool of a data source only with the data source.
        var fresh = _build(_connectionString);
        var emptied = Interlocked.CompareExchange(ref _source, fresh, seen) == seen;
        _ = DisposeLaterAsync(emptied ? seen : fresh);
        return emptied;
    }

    /// <summary>Asks the server about itself. A connection that broke meanwhile proves nothing, so a second one is tried.</summary>
    public async Task<ServerReport> AskAsync(Action<MySqlHost, Exception>? notAsked, CancellationToken ct)
    {
        Activity.Current = null; // The question belongs to no work.
        try
        {
            return await AskOnceAsync(ct);
        }
        catch (Exception e) when (ServerLosses.Of(e) == ServerLoss.Gone)
        {
            return await AskAgainAsync(notAsked, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return Explain(e, notAsked);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (_asked.IsValueCreated)
        {
            await _asked.Value.DisposeAsync();
        }
    }

    private async Task<ServerReport> AskAgainAsync(Action<MySqlHost, Exception>? notAsked, CancellationToken ct)
    {
        try
        {
            return await AskOnceAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return Explain(e, notAsked);
        }
    }

    private ServerReport Explain(Exception e, Action<MySqlHost, Exception>? notAsked)
    {
        switch (ServerLosses.Of(e))
        {
            case ServerLoss.Silent:
            case ServerLoss.Gone when e is MySqlException { InnerException: OperationCanceledException or TimeoutException }:
                return new ServerReport(ServerRole.Silent);
            case ServerLoss.Gone:
                return new ServerReport(ServerRole.Gone);
            case ServerLoss.NotPrimary:
                return new ServerReport(ServerRole.Unfit); // Offline mode lets nobody in.
            default:
                notAsked?.Invoke(Host, e);
                return new ServerReport(e is OperationCanceledException ? ServerRole.Silent : ServerRole.Unfit);
        }
    }

    private async Task<ServerReport> AskOnceAsync(CancellationToken ct)
    {
        await using var connection = await _asked.Value.OpenConnectionAsync(ct);
        await using var command = new MySqlCommand(GroupView.Query, connection);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(ct);
            await reader.ReadAsync(ct);
            return GroupView.Read(
                Text(reader, 0), Text(reader, 1), reader.GetInt64(2), reader.GetInt64(3), Text(reader, 4), reader.GetBoolean(5));
        }
        catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.NoSuchTable or MySqlErrorCode.BadFieldError)
        {
            return await AskWithoutGroupAsync(connection, ct); // MariaDB, or a server from before there were groups.
        }
    }

    private static async Task<ServerReport> AskWithoutGroupAsync(MySqlConnection connection, CancellationToken ct)
    {
        await using var command = new MySqlCommand("SELECT @@global.read_only", connection);
        var isReadOnly = Convert.ToInt64(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture) != 0;
        return GroupView.Read(null, null, 0, 0, null, isReadOnly);
    }

    private static string? Text(MySqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static async Task DisposeLaterAsync(MySqlDataSource source)
    {
        await Task.Delay(UntilNobodyTakesFromIt, TimeProvider.System);
        await source.DisposeAsync();
    }
}
