using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>
/// What is on its way to merchants, each on a task of its own, so that one who hangs holds up nobody else: not before
/// <paramref name="most"/> of them hang.
/// </summary>
internal sealed class InFlight(int most)
{
    /// <summary>How many are claimed at a time, at most.</summary>
    public const int Batch = 200;

    private readonly ConcurrentDictionary<string, Task> _tasks = new();
    private readonly Channel<bool> _ended = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>How many more could be on their way.</summary>
    public int FreeSlots => Math.Clamp(most - _tasks.Count, 0, Batch);

    /// <summary>
    /// Sends a message, unless it is on its way: a storm of copies may outlast its claim, and is not started a second time.
    /// </summary>
    public void Start(string messageId, Func<Task> send)
    {
        if (_tasks.ContainsKey(messageId))
        {
            return;
        }

        var sending = send();
        _tasks[messageId] = sending;
        _ = sending.ContinueWith(_ => Forget(messageId), TaskScheduler.Default);
    }

    /// <summary>Waits until one has ended.</summary>
    public async Task WaitForFreeSlotAsync(CancellationToken ct) => await _ended.Reader.ReadAsync(ct);

    /// <summary>Waits until all have ended, however.</summary>
    public async Task WaitForAllAsync(CancellationToken ct) =>
        await Task.WhenAll(_tasks.Values).WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void Forget(string messageId)
    {
        _tasks.TryRemove(messageId, out _);
        _ended.Writer.TryWrite(true);
    }
}
