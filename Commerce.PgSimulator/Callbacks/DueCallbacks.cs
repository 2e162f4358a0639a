using System.Collections.Concurrent;
using System.Threading.Channels;
using Commerce.PgSimulator.Due;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>
/// Claims callbacks that are due and sends each on a task of its own, so that a merchant who hangs holds up nobody else:
/// not before <c>Callbacks:MostInFlight</c> of them hang.
/// </summary>
internal sealed partial class DueCallbacks(
    CallbackQueue queue,
    SendCallback send,
    IOptions<CallbackOptions> options,
    IOptions<CompatibilityOptions> compatibility,
    TimeProvider time,
    FaultLog faults,
    ILogger<DueCallbacks> logger)
    : DueWork("send due callbacks", compatibility, time, faults, logger)
{
    private const int Batch = 200;

    private readonly int _mostInFlight = options.Value.MostInFlight;
    private readonly ConcurrentDictionary<string, Task> _inFlight = new();
    private readonly Channel<bool> _ended = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>How many more callbacks could be on their way.</summary>
    public int FreeSlots => Math.Clamp(_mostInFlight - _inFlight.Count, 0, Batch);

    /// <summary>Sends callbacks that are claimed, each on a task of its own.</summary>
    public void Start(IEnumerable<DueCallback> claimed, CancellationToken ct)
    {
        // A storm of copies may outlast its claim; it is not started a second time for that.
        foreach (var callback in claimed.Where(callback => !_inFlight.ContainsKey(callback.MessageId)))
        {
            var sending = SendAsync(callback, ct);
            _inFlight[callback.MessageId] = sending;
            _ = sending.ContinueWith(_ => Forget(callback.MessageId), TaskScheduler.Default);
        }
    }

    /// <summary>
    /// Ends the loop, and waits until what was on its way is recorded; who has not answered yet is asked again by the next process.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_inFlight.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task<bool> DoDueAsync(CancellationToken ct)
    {
        var freeSlots = FreeSlots;
        if (freeSlots == 0)
        {
            await _ended.Reader.ReadAsync(ct); // Asking the table meanwhile would be in vain.
            return true;
        }

        var due = await queue.ClaimDueAsync(send.Longest, freeSlots, ct);
        Start(due, ct);
        return due.Count == freeSlots;
    }

    protected override Task<TimeSpan?> NextDueInAsync(CancellationToken ct) => queue.NextDueInAsync(ct);

    private async Task SendAsync(DueCallback callback, CancellationToken ct)
    {
        try
        {
            await send.ExecuteAsync(callback, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested) // It falls due again when its claim ends.
        {
            if (!IsReported(e))
            {
                LogNotFinished(e, callback.Payment.TransactionKey);
            }
        }
    }

    private void Forget(string messageId)
    {
        _inFlight.TryRemove(messageId, out _);
        _ended.Writer.TryWrite(true);
    }

    [LoggerMessage(4001, LogLevel.Error, "The callback of {TransactionKey} was not brought to an end; it will be sent again")]
    private partial void LogNotFinished(Exception exception, string transactionKey);
}
