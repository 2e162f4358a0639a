using Commerce.Core.Webhooks;
using Microsoft.Extensions.Options;

namespace Commerce.Worker;

/// <summary>Tells the shop's other systems of events.</summary>
internal sealed class WebhookTimer(
    DeliverWebhooks deliver, IOptions<WebhookOptions> options, DrainTimerServices services, ILogger<WebhookTimer> logger)
    : DrainTimer("deliver webhooks", options.Value.PollInterval, options.Value.BatchSize, services, logger)
{
    protected override Task<int> WorkAsync(CancellationToken ct) => deliver.ExecuteAsync(ct);
}
