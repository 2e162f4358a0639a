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
    private readonly InFlight _inFlight = new(options.Value.MostInFlight);

    /// <summary>How many more callbacks could be on their way.</summary>
    public int FreeSlots => _inFlight.FreeSlots;

    /// <summary>Sends callbacks that are claimed, each on a task of its own.</summary>
    public void Start(IEnumerable<DueCallback> claimed, CancellationToken ct)
    {
        foreach (var callback in claimed)
        {
            _inFlight.Start(callback.MessageId, () => SendAsync(callback, ct));
        }
    }

    /// <summary>
    /// Ends the loop, and waits until what was on its way is recorded; who has not answered yet is asked again by the next process.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _inFlight.WaitForAllAsync(cancellationToken);
    }

    protected override async Task<bool> DoDueAsync(CancellationToken ct)
    {
        var freeSlots = FreeSlots;
        if (freeSlots == 0)
        {
            await _inFlight.WaitForFreeSlotAsync(ct); // Asking the table meanwhile would be in vain.
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

    [LoggerMessage(4001, LogLevel.Error, "The callback of {TransactionKey} was not brought to an end; it will be sent again")]
    private partial void LogNotFinished(Exception exception, string transactionKey);
}
