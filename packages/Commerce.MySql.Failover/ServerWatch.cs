using System.Diagnostics.CodeAnalysis;

namespace Commerce.MySql.Failover;

/// <summary>Asks the servers in the background what they are, and tells the tracker.</summary>
internal sealed class ServerWatch(
    IReadOnlyList<MySqlServer> servers, PrimaryTracker tracker, MySqlServersSettings settings) : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly Lock _lock = new();
    private Task? _watching;
    private IReadOnlyList<ServerState> _seen = [];

    /// <summary>What each server was at the last look, in their order; empty before the first.</summary>
    public IReadOnlyList<ServerState> Seen => Volatile.Read(ref _seen);

    /// <summary>Begins, if it has not yet.</summary>
    public void Start()
    {
        if (_watching is not null)
        {
            return;
        }

        lock (_lock)
        {
            using var _ = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow(); // It belongs to no request.
            if (_watching is null)
            {
                tracker.BeginSearch();
                _watching = Task.Run(WatchAsync);
            }
        }
    }

    /// <summary>The next look is due now.</summary>
    [SuppressMessage("Reliability", "CA2016", Justification = "It never waits.")]
    public void Wake()
    {
        lock (_lock)
        {
            if (_wake.CurrentCount == 0)
            {
                _wake.Release();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await (_watching ?? Task.CompletedTask);
    }

    private async Task WatchAsync()
    {
        var ct = _ended.Token;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await LookAsync(ct);
                await _wake.WaitAsync(tracker.Primary is null ? settings.SearchInterval : settings.LookInterval, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
        }
    }

    // All are asked and all are heard, though one be slow: of two that call themselves primary the later view decides.
    private async Task LookAsync(CancellationToken ct)
    {
        var reports = await Task.WhenAll(servers.Select(server => server.AskAsync(settings.NotAsked, ct)));
        Volatile.Write(ref _seen, GroupView.StatesOf(reports));
        tracker.SetSecondaries(
            [.. servers.Where((_, index) => reports[index].Role is ServerRole.Secondary or ServerRole.AloneReadOnly)]);
        if (GroupView.FindPrimary(reports) is { } index)
        {
            tracker.MoveTo(servers[index]);
        }
        // One that does not answer may merely be busy: it is the primary until another one is, or until it says that it is not.
        else if (tracker.Primary is { } known && reports[IndexOf(known)].Role != ServerRole.Silent)
        {
            tracker.Lose(known);
        }
    }

    private int IndexOf(MySqlServer server) => Enumerable.Range(0, servers.Count).First(index => servers[index] == server);
}
