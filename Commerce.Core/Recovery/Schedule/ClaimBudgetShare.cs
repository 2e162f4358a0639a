using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Recovery.Schedule;

/// <summary>
/// Takes this process's share of <c>Recovery:RequestsPerSecond</c>, or takes it anew, and tells the others by that to take less: all
/// processes that spend have like shares. What one holds nobody else is given before it gives it up or its time is over, so that all of
/// them together never hold more than the whole.
/// </summary>
internal sealed class ClaimBudgetShare(DatabaseTransaction transaction, IOptions<RecoveryOptions> options)
{
    /// <summary>For how long a share is one process's. Who died, or spends nothing, keeps it from the others for no longer.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private const string Nobody = "";
    private const double Shared = 0.9; // The rest is for who comes next, and begins at once.

    private readonly string _process = Guid.NewGuid().ToString("N");

    /// <returns>Requests a second.</returns>
    public Task<double> ExecuteAsync(CancellationToken ct) => transaction.ExecuteAsync(ClaimAsync, ct);

    private async Task<double> ClaimAsync(CommerceDbContext db, CancellationToken ct)
    {
        // One at a time: this row is everybody's. The time is that of the statements after it.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO gateway_budget_shares (process, rate, expires_at) VALUES ({Nobody}, 0, UTC_TIMESTAMP(6))
            ON DUPLICATE KEY UPDATE expires_at = UTC_TIMESTAMP(6)
            """,
            ct);
        await db.Database.ExecuteSqlAsync(
            $"DELETE FROM gateway_budget_shares WHERE process <> {Nobody} AND expires_at <= UTC_TIMESTAMP(6)", ct);
        var others = await db.Set<GatewayBudgetShare>().AsNoTracking()
            .Where(s => s.Process != Nobody && s.Process != _process).Select(s => s.Rate).ToListAsync(ct);
        var whole = options.Value.RequestsPerSecond;
        var rate = Math.Max(0, Math.Min(whole * Shared / (others.Count + 1), whole - others.Sum()));
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO gateway_budget_shares (process, rate, expires_at)
            VALUES ({_process}, {rate}, UTC_TIMESTAMP(6) + INTERVAL {(long)Lease.TotalMicroseconds} MICROSECOND)
            ON DUPLICATE KEY UPDATE rate = VALUES(rate), expires_at = VALUES(expires_at)
            """,
            ct);
        return rate;
    }
}
