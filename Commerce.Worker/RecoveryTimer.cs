using Commerce.Core.Recovery;
using Commerce.Core.Recovery.Schedule;
using Microsoft.Extensions.Options;

namespace Commerce.Worker;

/// <summary>Asks the PG about payments whose next look is due.</summary>
internal sealed class RecoveryTimer(
    RecoverPayments recover, IOptions<RecoveryOptions> options, DrainTimerServices services, ILogger<RecoveryTimer> logger)
    : DrainTimer("look up due payments", options.Value.PollInterval, options.Value.BatchSize, services, logger)
{
    protected override Task<int> WorkAsync(CancellationToken ct) => recover.ExecuteAsync(ct);
}
