using System.Diagnostics.CodeAnalysis;
using MySqlConnector;

namespace Commerce.MySql.Failover;

/// <summary>
/// The servers of one connection string. Of several, one is the primary, which is looked for in the background and followed when it moves;
/// a connection string that names one server costs nothing of that. Keep one of these a process.
/// </summary>
public sealed class MySqlServers : IAsyncDisposable, IDisposable
{
    private readonly MySqlServersSettings _settings;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<MySqlServer> _servers;
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly Lock _lock = new();
    private TaskCompletionSource _found = NewSignal();
    private MySqlServer? _primary;
    private MySqlServer[] _secondaries = [];
    private long _lostAt;
    private int _turn;
    private Task? _watching;

    /// <param name="connectionString">One server or several: <c>Server=a:3306,b:3307;Database=…</c>.</param>
    /// <exception cref="ArgumentException">It is no such string.</exception>
    public MySqlServers(string connectionString, MySqlServersSettings settings, TimeProvider time)
    {
        (_settings, _time, _lostAt) = (settings, time, time.GetTimestamp());
        var hosts = MySqlHosts.Of(connectionString);
        var strings = MySqlHosts.Split(connectionString);
        _servers = [.. hosts.Zip(strings, (host, text) => new MySqlServer(host, text, settings.Build))];
        _primary = HasSeveral ? null : _servers[0];
    }

    /// <summary>Whether there is a primary to look for.</summary>
    public bool HasSeveral => _servers.Count > 1;

    /// <summary>The servers, in the order of the connection string.</summary>
    public IReadOnlyList<MySqlHost> Hosts => [.. _servers.Select(server => server.Host)];

    /// <summary>A connection string of one server, for whoever needs a setting that is the same for all.</summary>
    public string ConnectionString => _servers[0].Source.ConnectionString;

    /// <summary>
    /// The primary as it is known now, without asking and waiting; null while there is none. The one server, if there is one.
    /// </summary>
    public MySqlDataSource? Primary
    {
        get
        {
            StartWatching();
            return Volatile.Read(ref _primary)?.Source;
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
        StartWatching();
        var secondaries = Volatile.Read(ref _secondaries);
        return secondaries.Length == 0 ? null : secondaries[(uint)Interlocked.Increment(ref _turn) % secondaries.Length].Source;
    }

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

            Lose(server);
        }

        Wake();
    }

    /// <inheritdoc />
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_ended.IsCancellationRequested)
        {
            return;
        }

        await _ended.CancelAsync();
        await (_watching ?? Task.CompletedTask);
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<MySqlDataSource> WaitForPrimaryAsync(CancellationToken ct)
    {
        while (true)
        {
            var found = Volatile.Read(ref _found).Task;
            if (Primary is { } primary)
            {
                return primary;
            }

            var remaining = _settings.Wait - _time.GetElapsedTime(Interlocked.Read(ref _lostAt));
            if (remaining <= TimeSpan.Zero)
            {
                throw new PrimaryNotFoundException($"None of {string.Join(", ", Hosts)} is the primary of a group with a majority.");
            }

            Wake();
            await Task.WhenAny(found, Task.Delay(remaining, _time, ct));
            ct.ThrowIfCancellationRequested();
        }
    }

    private void StartWatching()
    {
        if (!HasSeveral || _watching is not null)
        {
            return;
        }

        lock (_lock)
        {
            using var _ = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow(); // It belongs to no request.
            if (_watching is null)
            {
                Interlocked.Exchange(ref _lostAt, _time.GetTimestamp());
                _watching = Task.Run(WatchAsync);
            }
        }
    }

    private async Task WatchAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                await LookAsync(_ended.Token);
                var pause = Volatile.Read(ref _primary) is null ? _settings.SearchInterval : _settings.LookInterval;
                await _wake.WaitAsync(pause, _ended.Token);
            }
            catch (OperationCanceledException) when (_ended.IsCancellationRequested)
            {
                return;
            }
        }
    }

    // All are asked and all are heard, though one be slow: of two that call themselves primary the later view decides.
    private async Task LookAsync(CancellationToken ct)
    {
        var reports = await Task.WhenAll(_servers.Select(server => server.AskAsync(_settings.NotAsked, ct)));
        Volatile.Write(
            ref _secondaries, [.. _servers.Where((_, index) => reports[index].Role is ServerRole.Secondary or ServerRole.AloneReadOnly)]);
        var known = Volatile.Read(ref _primary);
        if (GroupView.FindPrimary(reports) is { } index)
        {
            MoveTo(_servers[index], known);
        }
        // One that does not answer may merely be busy: it is the primary until another one is, or until it says that it is not.
        else if (known is not null && reports[IndexOf(known)].Role != ServerRole.Silent)
        {
            Lose(known);
        }
    }

    private void MoveTo(MySqlServer server, MySqlServer? known)
    {
        if (server == known)
        {
            return;
        }

        known?.TryEmpty(known.Source);
        lock (_lock)
        {
            _primary = server;
            _found.TrySetResult();
        }

        _settings.Moved?.Invoke(server.Host);
    }

    private void Lose(MySqlServer server)
    {
        lock (_lock)
        {
            _secondaries = [.. _secondaries.Where(other => other != server)];
            if (!HasSeveral || _primary != server)
            {
                return;
            }

            (_primary, _lostAt, _found) = (null, _time.GetTimestamp(), NewSignal());
        }

        _settings.Moved?.Invoke(null);
    }

    [SuppressMessage("Reliability", "CA2016", Justification = "It never waits.")]
    private void Wake()
    {
        lock (_lock)
        {
            if (_wake.CurrentCount == 0)
            {
                _wake.Release();
            }
        }
    }

    private int IndexOf(MySqlServer server)
    {
        for (var index = 0; ; index++)
        {
            if (_servers[index] == server)
            {
                return index;
            }
        }
    }
}
