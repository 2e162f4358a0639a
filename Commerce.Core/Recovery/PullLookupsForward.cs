using Commerce.Core.Persistence;
using Commerce.Core.Recovery.Schedule;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Recovery;

/// <summary>
/// The PG can be asked again after an outage: what was put off meanwhile is due now, and need not wait for gaps that doubled while nobody
/// answered. The looks themselves stay within the budget.
/// </summary>
public sealed partial class PullLookupsForward(
    DatabaseTransaction transaction, IOptions<RecoveryOptions> options, IDatabaseClock clock, ILogger<PullLookupsForward> logger)
{
    private const int Batch = 500;

    /// <param name="gateway">Whose payments.</param>
    /// <param name="most">How many looks and how many voids, the next first; null: all of them.</param>
    /// <returns>How many looks and voids are due now that were not.</returns>
    public async Task<int> ExecuteAsync(string gateway, int? most, CancellationToken ct)
    {
        var pulled = await PullAsync(PullLooksAsync, gateway, most, ct) + await PullAsync(PullVoidsAsync, gateway, most, ct);
        if (most is null)
        {
            LogPulled(logger, gateway, pulled);
        }

        return pulled;
    }

    private async Task<int> PullAsync(
        Func<CommerceDbContext, string, int, CancellationToken, Task<int>> pull, string gateway, int? most, CancellationToken ct)
    {
        var pulled = 0;
        int count;
        do
        {
            count = await transaction.ExecuteAsync((db, token) => pull(db, gateway, most ?? Batch, token), ct);
            pulled += count;
        }
        while (most is null && count == Batch);

        return pulled;
    }

    // What is due within a lease may be under way, and is soon anyway.
    private async Task<int> PullLooksAsync(CommerceDbContext db, string gateway, int most, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var farOff = await db.LockFarLooksAsync(gateway, now + options.Value.Lease, most, ct);
        return await db.Payments.Where(p => farOff.Contains(p.Id)).ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, now), ct);
    }

    private async Task<int> PullVoidsAsync(CommerceDbContext db, string gateway, int most, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var farOff = await db.LockFarVoidsAsync(gateway, now + options.Value.Lease, most, ct);
        return await db.Outbox.Where(m => farOff.Contains(m.Id)).ExecuteUpdateAsync(set => set.SetProperty(m => m.NextTryAt, now), ct);
    }

    [LoggerMessage(2401, LogLevel.Information, "{Gateway} can be asked again: {Count} looks and voids are due now")]
    private static partial void LogPulled(ILogger logger, string gateway, int count);
}
