namespace Commerce.MySql.Failover;

/// <summary>Which server is the primary and which are secondaries, as far as is known; who wants a primary waits here for one.</summary>
/// <param name="only">The one server of a connection string that names one: nobody else can take its place, so it is never lost.</param>
internal sealed class PrimaryTracker(MySqlServersSettings settings, TimeProvider time, MySqlServer? only)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _found = NewSignal();
    private readonly MySqlServer? _only = only;
    private MySqlServer? _primary = only;
    private MySqlServer[] _secondaries = [];
    private long _lostAt = time.GetTimestamp();
    private int _turn;

    /// <summary>Null while there is none.</summary>
    public MySqlServer? Primary => Volatile.Read(ref _primary);

    /// <summary>The secondaries take turns; null when there is none.</summary>
    public MySqlServer? NextSecondary()
    {
        var secondaries = Volatile.Read(ref _secondaries);
        return secondaries.Length == 0 ? null : secondaries[(uint)Interlocked.Increment(ref _turn) % secondaries.Length];
    }

    /// <summary>From now on whoever wants a primary waits for the first one.</summary>
    public void BeginSearch() => Interlocked.Exchange(ref _lostAt, time.GetTimestamp());

    public void SetSecondaries(MySqlServer[] secondaries) => Volatile.Write(ref _secondaries, secondaries);

    public void MoveTo(MySqlServer server)
    {
        var former = Primary;
        if (former == server)
        {
            return;
        }

        lock (_lock)
        {
            _primary = server;
            _found.TrySetResult();
        }

        former?.TryEmpty(former.Source);
        former?.Supersede();

        settings.Moved?.Invoke(server.Host);
    }

    /// <summary>The server is neither the primary nor a secondary any more.</summary>
    public void Lose(MySqlServer server)
    {
        lock (_lock)
        {
            _secondaries = [.. _secondaries.Where(other => other != server)];
            if (_only is not null || _primary != server)
            {
                return;
            }

            (_primary, _lostAt, _found) = (null, time.GetTimestamp(), NewSignal());
        }

        settings.Moved?.Invoke(null);
    }

    /// <summary>The primary, or the first one until the wait since the last one was lost is over; null when there is none.</summary>
    public async Task<MySqlServer?> WaitAsync(CancellationToken ct)
    {
        while (true)
        {
            var found = Volatile.Read(ref _found).Task;
            if (Primary is { } primary)
            {
                return primary;
            }

            var remaining = settings.Wait - time.GetElapsedTime(Interlocked.Read(ref _lostAt));
            if (remaining <= TimeSpan.Zero)
            {
                return null;
            }

            await Task.WhenAny(found, Task.Delay(remaining, time, ct));
            ct.ThrowIfCancellationRequested();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
