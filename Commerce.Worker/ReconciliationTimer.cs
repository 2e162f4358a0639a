using Commerce.Core.Reconciliation;
using Microsoft.Extensions.Options;

namespace Commerce.Worker;

/// <summary>Compares each day's books with the PG's when the day is over, one run after the other while more than one is due.</summary>
internal sealed class ReconciliationTimer(
    CompareDailyBooks compare, IOptions<ReconciliationOptions> options, DrainTimerServices services, ILogger<ReconciliationTimer> logger)
    : DrainTimer("compare daily books", options.Value.PollInterval, batchSize: 1, services, logger)
{
    // A day's books may take minutes. A run that is broken off is due again at once.
    protected override bool BreaksOff => true;

    // Begun runs end, one way or the other, so this drains.
    protected override async Task<int> WorkAsync(CancellationToken ct) => Math.Min(await compare.ExecuteAsync(ct), 1);
}
