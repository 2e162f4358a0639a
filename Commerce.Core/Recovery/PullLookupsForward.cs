using Commerce.Core.Outbox;
using Commerce.Core.Payments;
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
    /// <param name="most">
    /// How many looks and how many voids, the next first, without voids that the PG refuses; null: all of them.
    /// </param>
    /// <returns>How many looks and voids are due now that were not.</returns>
    public async Task<int> ExecuteAsync(string gateway, int? most, CancellationToken ct)
    {
        var pulled = await PullAsync(gateway, DateTimeOffset.UnixEpoch, refused: most is null, most, ct);
        if (most is null)
        {
            LogPulled(logger, gateway, pulled);
        }

        return pulled;
    }

    /// <summary>
    /// The same for what a silence has put off, when that was more than one thing: one payment that the PG never answers is no outage, and
    /// must make nothing due, itself included, each time that another is answered.
    /// </summary>
    /// <param name="lasted">How long the PG answered nothing.</param>
    public async Task AfterSilenceAsync(string gateway, TimeSpan lasted, CancellationToken ct)
    {
        // The first that was not answered was taken before the silence began.
        var (since, isOutage) = await transaction.ExecuteAsync(
            async (db, token) =>
            {
                var began = await clock.NowAsync(db, token) - lasted - options.Value.Lease;
                return (began, await CountUnansweredAsync(db, gateway, began, token) > 1);
            },
            ct);
        if (isOutage)
        {
            LogPulled(logger, gateway, await PullAsync(gateway, since, refused: false, most: null, ct));
        }
    }

    private static async Task<int> CountUnansweredAsync(CommerceDbContext db, string gateway, DateTimeOffset since, CancellationToken ct) =>
        await db.Payments.CountAsync(
            p => p.Gateway == gateway && (p.Status == PaymentStatus.Pending || p.Status == PaymentStatus.Timeout) && p.LastLookAt >= since,
            ct)
        + await db.Outbox.CountAsync(
            m => m.Kind == OutboxKind.VoidPayment && m.NextTryAt != null && m.Tries > 0
                && db.Payments.Any(p => p.Id == m.SubjectId && p.Gateway == gateway && p.VoidRefusedAt == null),
            ct);

    private async Task<int> PullAsync(string gateway, DateTimeOffset since, bool refused, int? most, CancellationToken ct) =>
        await PullAsync((db, count, token) => PullLooksAsync(db, gateway, since, count, token), most, ct)
        + await PullAsync((db, count, token) => PullVoidsAsync(db, gateway, refused, count, token), most, ct);

    private async Task<int> PullAsync(
        Func<CommerceDbContext, int, CancellationToken, Task<int>> pull, int? most, CancellationToken ct)
    {
        var pulled = 0;
        int count;
        do
        {
            count = await transaction.ExecuteAsync((db, token) => pull(db, most ?? Batch, token), ct);
            pulled += count;
        }
        while (most is null && count == Batch);

        return pulled;
    }

    // What is due within a lease may be under way, and is soon anyway.
    private async Task<int> PullLooksAsync(CommerceDbContext db, string gateway, DateTimeOffset since, int most, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var farOff = await db.LockFarLooksAsync(gateway, now + options.Value.Lease, since, most, ct);
        return await db.Payments.Where(p => farOff.Contains(p.Id)).ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, now), ct);
    }

    private async Task<int> PullVoidsAsync(CommerceDbContext db, string gateway, bool refused, int most, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var farOff = await db.LockFarVoidsAsync(gateway, now + options.Value.Lease, refused, most, ct);
        return await db.Outbox.Where(m => farOff.Contains(m.Id)).ExecuteUpdateAsync(set => set.SetProperty(m => m.NextTryAt, now), ct);
    }

    [LoggerMessage(2401, LogLevel.Information, "{Gateway} can be asked again: {Count} looks and voids are due now")]
    private static partial void LogPulled(ILogger logger, string gateway, int count);
}
