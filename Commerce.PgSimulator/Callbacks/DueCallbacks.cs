using System.Collections.Concurrent;
using Commerce.PgSimulator.Due;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>Claims callbacks that are due and sends each on a task of its own, so that a merchant who hangs holds up nobody else.</summary>
internal sealed partial class DueCallbacks(
    CallbackQueue queue, SendCallback send, IOptions<CallbackOptions> options, TimeProvider time, ILogger<DueCallbacks> logger)
    : DueWork(time, logger)
{
    private const int Batch = 200;
    private const int MostInFlight = 5_000;
    private static readonly TimeSpan ClaimMargin = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = time;
    private readonly ConcurrentDictionary<long, Task> _inFlight = new();
    private readonly TimeSpan _claim = TimeSpan.FromSeconds(options.Value.TimeoutSeconds) + ClaimMargin;

    protected override async Task<bool> DoDueAsync(CancellationToken ct)
    {
        var room = Math.Min(Batch, MostInFlight - _inFlight.Count);
        if (room <= 0)
        {
            return false;
        }

        var now = _time.GetUtcNow();
        var due = await queue.ClaimAsync(now, now + _claim, room, ct);
        foreach (var callback in due)
        {
            var sending = SendAsync(callback, ct);
            _inFlight[callback.Id] = sending;
            _ = sending.ContinueWith(_ => _inFlight.TryRemove(callback.Id, out var _), TaskScheduler.Default);
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
        catch (Exception e) when (e is not OperationCanceledException) // It falls due again when its claim ends.
        {
            LogNotFinished(e, callback.Id);
        }
    }

    [LoggerMessage(LogLevel.Error, "Callback {Id} was not brought to an end; it will be sent again")]
    private partial void LogNotFinished(Exception exception, long id);
}
