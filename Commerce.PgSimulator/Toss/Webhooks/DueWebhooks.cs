using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Due;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Toss.Webhooks;

/// <summary>Claims webhooks that are due and sends each on a task of its own, whatever number of workers the original has.</summary>
internal sealed partial class DueWebhooks(
    WebhookQueue queue,
    SendTossWebhook send,
    IOptions<CallbackOptions> options,
    TimeProvider time,
    FaultLog faults,
    ILogger<DueWebhooks> logger)
    : DueWork("send due webhooks", Options.Create(new CompatibilityOptions()), time, faults, logger)
{
    private readonly InFlight _inFlight = new(options.Value.MostInFlight);

    /// <summary>Ends the loop, and waits until what was on its way is recorded.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _inFlight.WaitForAllAsync(cancellationToken);
    }

    protected override async Task<bool> DoDueAsync(CancellationToken ct)
    {
        var freeSlots = _inFlight.FreeSlots;
        if (freeSlots == 0)
        {
            await _inFlight.WaitForFreeSlotAsync(ct);
            return true;
        }

        var due = await queue.ClaimDueAsync(send.Longest, freeSlots, ct);
        foreach (var webhook in due)
        {
            _inFlight.Start(webhook.TransmissionId, () => SendAsync(webhook, ct));
        }

        return due.Count == freeSlots;
    }

    protected override Task<TimeSpan?> NextDueInAsync(CancellationToken ct) => queue.NextDueInAsync(ct);

    private async Task SendAsync(DueWebhook webhook, CancellationToken ct)
    {
        try
        {
            await send.ExecuteAsync(webhook, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested) // It falls due again when its claim ends.
        {
            if (!IsReported(e))
            {
                LogNotFinished(e, webhook.PaymentKey);
            }
        }
    }

    [LoggerMessage(4011, LogLevel.Error, "The webhook of {PaymentKey} was not brought to an end; it will be sent again")]
    private partial void LogNotFinished(Exception exception, string paymentKey);
}
