using MySqlConnector;

namespace Commerce.MySql.Failover;

/// <summary>
/// The servers of one connection string. Of several, one is the primary, which is looked for in the background and followed when it moves;
/// a connection string that names one server costs nothing of that. Keep one of these a process.
/// </summary>
public sealed class MySqlServers : IAsyncDisposable, IDisposable
{
    private readonly IReadOnlyList<MySqlServer> _servers;
    private readonly PrimaryTracker _tracker;
    private readonly ServerWatch? _watch;
    private int _disposed;

    /// <param name="connectionString">One server or several: <c>Server=a:3306,b:3307;Database=…</c>.</param>
    /// <exception cref="ArgumentException">It is no such string.</exception>
    public MySqlServers(string connectionString, MySqlServersSettings settings, TimeProvider time)
    {
        var hosts = MySqlHosts.Of(connectionString);
        var strings = MySqlHosts.Split(connectionString);
        _servers = [.. hosts.Zip(strings, (host, text) => new MySqlServer(host, text, settings.Build))];
        _tracker = new PrimaryTracker(settings, time, HasSeveral ? null : _servers[0]);
        _watch = HasSeveral ? new ServerWatch(_servers, _tracker, settings) : null;
    }

    /// <summary>Whether there is a primary to look for.</summary>
    public bool HasSeveral => _servers.Count > 1;

    /// <summary>The servers, in the order of the connection string.</summary>
    public IReadOnlyList<MySqlHost> Hosts => [.. _servers.Select(server => server.Host)];

    /// <summary>
    /// What each server was when it was last asked, in the order of <see cref="Hosts"/>. Empty before the first look, and always with one
    /// server, which nobody asks.
    /// </summary>
    public IReadOnlyList<ServerState> States => _watch?.Seen ?? [];

    /// <summary>A connection string of one server, for whoever needs a setting that is the same for all.</summary>
    public string ConnectionString => _servers[0].Source.ConnectionString;

    /// <summary>
    /// The primary as it is known now, without asking and waiting; null while there is none. The one server, if there is one.
    /// </summary>
    public MySqlDataSource? Primary
    {
        get
        {
            _watch?.Start();
            return _tracker.Primary?.Source;
        }
    }

    /// <summary>
    /// The primary. While there is none, it is waited for, up to <see cref="MySqlServersSettings.Wait"/> after it was lost.
    /// </summary>
    /// <exception cref="PrimaryNotFoundException">There is none.</exception>
    public ValueTask<MySqlDataSource> FindPrimaryAsync(CancellationToken ct) =>
        Primary is { } primary ? ValueTask.FromResult(primary) : new(WaitForPrimaryAsync(ct));

    /// <summary>A server for reads that may be a little behind: the secondaries take turns; null when there is none.</summary>
    public MySqlDataSource? NextSecondary()
    {
        _watch?.Start();
        return _tracker.NextSecondary()?.Source;
    }

    /// <summary>
    /// Cancelled once another server is the primary instead of this one, which may hang and never answer; whoever waits for it then throws
    /// <see cref="PrimaryMovedException"/>. With one server it is <see cref="CancellationToken.None"/>.
    /// </summary>
    public CancellationToken Superseded(MySqlDataSource? source) =>
        HasSeveral && _servers.FirstOrDefault(server => server.Source == source) is { } server ? server.Superseded : CancellationToken.None;

    /// <summary>
    /// Tells of an error from a server. When it says that the server was lost, its pool is emptied and the primary is looked for again;
    /// what was said of a pool that has been emptied since is not heard.
    /// </summary>
    public void Report(MySqlDataSource source, Exception error)
    {
        var loss = ServerLosses.Of(error);
        if (loss == ServerLoss.None || _servers.FirstOrDefault(server => server.Source == source) is not { } server)
        {
            return;
        }

        if (loss == ServerLoss.NotPrimary || (loss == ServerLoss.Gone && HasSeveral))
        {
            if (!server.TryEmpty(source))
            {
                return;
            }

            _tracker.Lose(server);
        }

        _watch?.Wake();
    }

    /// <inheritdoc />
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await (_watch?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    private async Task<MySqlDataSource> WaitForPrimaryAsync(CancellationToken ct)
    {
        _watch?.Wake();
        return (await _tracker.WaitAsync(ct))?.Source
            ?? throw new PrimaryNotFoundException($"None of {string.Join(", ", Hosts)} is the primary of a group with a majority.");
    }
}
