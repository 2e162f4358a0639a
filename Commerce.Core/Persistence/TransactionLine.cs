namespace Commerce.Core.Persistence;

/// <summary>
/// A number of slots and the line in front of them: first come, first served. The line has an end, and so has the wait in it: behind a
/// database that hangs nobody stands for ever.
/// </summary>
internal sealed class TransactionLine(int slots, int queueLimit, TimeSpan timeout) : IDisposable
{
    private readonly SemaphoreSlim _free = new(slots);
    private int _waiting;

    /// <summary>Waits for a slot; disposing the result gives it back.</summary>
    /// <exception cref="DatabaseUnavailableException">Too many wait already, or it took too long.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken ct)
    {
        if (!_free.Wait(0, ct))
        {
            await StandInLineAsync(ct);
        }

        return new Slot(_free);
    }

    public void Dispose() => _free.Dispose();

    private async Task StandInLineAsync(CancellationToken ct)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > queueLimit)
            {
                throw new DatabaseUnavailableException($"{queueLimit} transactions wait for their turn already.");
            }

            if (!await _free.WaitAsync(timeout, ct))
            {
                throw new DatabaseUnavailableException($"The transaction has waited {timeout} for its turn.");
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private sealed class Slot(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
