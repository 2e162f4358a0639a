using Commerce.Core.Outbox;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Options;

namespace Commerce.Worker;

/// <summary>Works off the outbox: voids and notifications.</summary>
internal sealed class OutboxTimer(
    DeliverOutbox deliver, IOptions<OutboxOptions> options, TimeProvider time, FaultLog faults, ILogger<OutboxTimer> logger)
    : DrainTimer("deliver outbox", options.Value.PollInterval, options.Value.BatchSize, time, faults, logger)
{
    protected override Task<int> WorkAsync(CancellationToken ct) => deliver.ExecuteAsync(ct);
}
