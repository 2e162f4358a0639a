using System.Collections.Concurrent;
using Commerce.PgSimulator.Compatibility;
using Commerce.PgSimulator.Due;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>Claims callbacks that are due and sends each on a task of its own, so that a merchant who hangs holds up nobody else.</summary>
internal sealed partial class DueCallbacks(
    CallbackQueue queue, SendCallback send, IOptions<CompatibilityOptions> compatibility, TimeProvider time, ILogger<DueCallbacks> logger)
    : DueWork(compatibility, time, logger)
{
    private const int Batch = 200;
    private const int MostInFlight = 5_000;

    private readonly ConcurrentDictionary<string, Task> _inFlight = new();

    protected override async Task<bool> DoDueAsync(CancellationToken ct)
    {
        var room = Math.Min(Batch, MostInFlight - _inFlight.Count);
        if (room <= 0)
        {
            return false;
        }

        var due = await queue.ClaimDueAsync(Now, Now + send.Longest, room, ct);
        // A storm of copies may outlast its claim; it is not started a second time for that.
        foreach (var callback in due.Where(callback => !_inFlight.ContainsKey(callback.MessageId)))
        {
            var sending = SendAsync(callback, ct);
            _inFlight[callback.MessageId] = sending;
            _ = sending.ContinueWith(_ => _inFlight.TryRemove(callback.MessageId, out var _), TaskScheduler.Default);
        }

        return due.Count == Batch;
    }

    protected override Task<DateTimeOffset?> NextDueAsync(CancellationToken ct) => queue.NextDueAsync(ct);

    private async Task SendAsync(DueCallback callback, CancellationToken ct)
    {
        try
        {
            await send.ExecuteAsync(callback, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested) // It falls due again when its claim ends.
        {
            LogNotFinished(e, callback.Payment.TransactionKey);
        }
    }

    [LoggerMessage(LogLevel.Error, "The callback of {TransactionKey} was not brought to an end; it will be sent again")]
    private partial void LogNotFinished(Exception exception, string transactionKey);
}
