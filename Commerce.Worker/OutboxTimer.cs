using Commerce.Core.Delivery;
using Microsoft.Extensions.Options;

namespace Commerce.Worker;

/// <summary>Works off the outbox: voids and notifications.</summary>
internal sealed class OutboxTimer(
    DeliverOutbox deliver, IOptions<OutboxOptions> options, DrainTimerServices services, ILogger<OutboxTimer> logger)
    : DrainTimer("deliver outbox", options.Value.PollInterval, options.Value.BatchSize, services, logger)
{
    protected override Task<int> WorkAsync(CancellationToken ct) => deliver.ExecuteAsync(ct);
}
