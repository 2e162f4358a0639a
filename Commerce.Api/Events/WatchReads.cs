namespace Commerce.Api.Events;

/// <summary>
/// Lets those who wait for orders read a few at a time: they are many, and may come all at once, as after a restart.
/// </summary>
internal sealed class WatchReads : IDisposable
{
    private const int AtOnce = 16;

    private readonly SemaphoreSlim _turns = new(AtOnce);

    public async Task<IDisposable> EnterAsync(CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        return new Turn(_turns);
    }

    public void Dispose() => _turns.Dispose();

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
