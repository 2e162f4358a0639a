using Commerce.Core.Payments;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Options;

namespace Commerce.Worker;

/// <summary>Takes up orders that have been PENDING for long.</summary>
internal sealed class SweepTimer(
    SweepStaleOrders sweep, IOptions<ReconciliationOptions> options, TimeProvider time, FaultLog faults, ILogger<SweepTimer> logger)
    : DrainTimer("sweep stale orders", options.Value.SweepInterval, options.Value.BatchSize, time, faults, logger)
{
    protected override Task<int> WorkAsync(CancellationToken ct) => sweep.ExecuteAsync(ct);
}
