using Commerce.Core.Recovery;
using Commerce.Core.Recovery.Schedule;
using Microsoft.Extensions.Options;

namespace Commerce.Worker;

/// <summary>Takes up orders that have been PENDING for long.</summary>
internal sealed class SweepTimer(
    SweepStaleOrders sweep, IOptions<RecoveryOptions> options, DrainTimerServices services, ILogger<SweepTimer> logger)
    : DrainTimer("sweep stale orders", options.Value.SweepInterval, options.Value.BatchSize, services, logger)
{
    protected override Task<int> WorkAsync(CancellationToken ct) => sweep.ExecuteAsync(ct);
}
