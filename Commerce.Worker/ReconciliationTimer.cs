using Commerce.Core.Payments;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Options;

namespace Commerce.Worker;

/// <summary>Asks the PG about payments whose next look is due.</summary>
internal sealed class ReconciliationTimer(
    ReconcilePayments reconcile, IOptions<ReconciliationOptions> options, TimeProvider time, FaultLog faults,
    ILogger<ReconciliationTimer> logger)
    : DrainTimer("look up due payments", options.Value.PollInterval, options.Value.BatchSize, time, faults, logger)
{
    protected override Task<int> WorkAsync(CancellationToken ct) => reconcile.ExecuteAsync(ct);
}
