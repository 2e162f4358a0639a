using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Circuits;

/// <summary>What the processes on one database tell each other of their breakers: a row for each name.</summary>
internal sealed class CircuitNotices(DatabaseTransaction transaction, IDbContextFactory<CommerceDbContext> contexts)
{
    /// <summary>This process as the others know it.</summary>
    public string Process { get; } = Guid.NewGuid().ToString("N");

    /// <summary>
    /// Tells the others. What a process learned from its calls does not take an operator's word away that it has not read yet: only
    /// another one of his does.
    /// </summary>
    /// <param name="lifetime">For how long it is of use to somebody; null: until the next one.</param>
    public Task TellAsync(string circuit, string state, bool byOperator, TimeSpan? lifetime, CancellationToken ct)
    {
        var microseconds = (long?)lifetime?.TotalMicroseconds;
        return transaction.ExecuteAsync(
            (db, token) => db.Database.ExecuteSqlAsync( // The state comes last: what stands in front of it still sees the old one.
                $"""
                INSERT INTO circuit_notices (circuit, state, by_operator, process, sequence, told_at, expires_at)
                VALUES ({circuit}, {state}, {byOperator}, {Process}, 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL {microseconds} MICROSECOND)
                ON DUPLICATE KEY UPDATE
                  by_operator = IF({byOperator} OR state NOT IN ('FORCED_OPEN', 'DISABLED', 'METRICS_ONLY'), VALUES(by_operator), by_operator),
                  process = IF({byOperator} OR state NOT IN ('FORCED_OPEN', 'DISABLED', 'METRICS_ONLY'), VALUES(process), process),
                  told_at = IF({byOperator} OR state NOT IN ('FORCED_OPEN', 'DISABLED', 'METRICS_ONLY'), VALUES(told_at), told_at),
                  expires_at = IF({byOperator} OR state NOT IN ('FORCED_OPEN', 'DISABLED', 'METRICS_ONLY'), VALUES(expires_at), expires_at),
                  sequence = IF({byOperator} OR state NOT IN ('FORCED_OPEN', 'DISABLED', 'METRICS_ONLY'), sequence + 1, sequence),
                  state = IF({byOperator} OR state NOT IN ('FORCED_OPEN', 'DISABLED', 'METRICS_ONLY'), VALUES(state), state)
                """,
                token),
            ct);
    }

    /// <summary>Reads what is of use now, this process's own among it.</summary>
    public async Task<List<CircuitNotice>> ReadAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Set<CircuitNotice>()
            .FromSql($"SELECT * FROM circuit_notices WHERE expires_at IS NULL OR expires_at > UTC_TIMESTAMP(6)")
            .AsNoTracking().ToListAsync(ct);
    }
}
