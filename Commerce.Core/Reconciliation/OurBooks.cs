using Commerce.Core.Gateways;
using Commerce.Core.Journal;
using Commerce.Core.Members;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Reconciliation;

/// <summary>Reads what we have, a batch at a time. Every read is short: no connection outlives it.</summary>
public sealed class OurBooks(IDbContextFactory<CommerceDbContext> contexts, PaymentGateways gateways)
{
    private static readonly PaymentStatus[] KnownStates = Enum.GetValues<PaymentStatus>();

    /// <summary>What we have for these lines of the PG, whatever the day on which we posted it.</summary>
    internal async Task<OurBatch> ReadAsync(ReconciliationRun run, IReadOnlyList<GatewayBookLine> lines, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var keys = lines.Select(line => line.Key).Distinct().ToList();
        var named = lines.Select(line => line.OrderId).Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, name => gateways.OrderIdOf(run.Gateway, name), StringComparer.Ordinal);
        var orderIds = named.Values.OfType<long>().Distinct().ToList();

        // Payments before the journal: what a payment says by now is in the journal when that is read.
        var byKey = await PaymentsAsync(db, run.Gateway, db.Payments.Where(p => keys.Contains(p.TransactionKey!.Value)), ct);
        var keyless = await PaymentsAsync(
            db, run.Gateway, db.Payments.Where(p => orderIds.Contains(p.OrderId) && p.TransactionKey == null), ct);
        // Two reads, because no index serves "this or that".
        var posted = await Movements(db).Where(e => keys.Contains(e.TransactionKey!.Value)).ToListAsync(ct);
        var ofOrders = await Movements(db).Where(e => orderIds.Contains(e.OrderId!.Value)).ToListAsync(ct);
        var lineIds = keys.Union(lines.Select(line => line.LineId)).ToList();
        var seen = await db.SeenLines.AsNoTracking().Where(s => s.RunId == run.Id && lineIds.Contains(s.TransactionKey)).ToListAsync(ct);
        return new OurBatch(lines, named, [.. byKey, .. keyless], [.. posted.UnionBy(ofOrders, e => e.Id).Select(MovementOf)], seen);
    }

    /// <summary>
    /// The next money that we posted in the given time and that was not among the lines that the run has seen, oldest first. What
    /// another gateway has is that gateway's run's to look for.
    /// </summary>
    internal async Task<IReadOnlyList<OwnedMovement>> ReadUnseenAsync(
        ReconciliationRun run, DateTimeOffset from, DateTimeOffset to, OurMovement? after, int most, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var (start, id) = (after?.PostedAt ?? from, after?.Id ?? 0);
        var unseen = await Movements(db)
            .Where(e => e.CreatedAt >= start && e.CreatedAt < to && (e.CreatedAt > start || e.Id > id))
            .Where(e => !db.SeenLines.Any(s => s.RunId == run.Id
                && s.TransactionKey == e.TransactionKey
                && s.Type == (e.Kind == JournalKind.Captured ? GatewayBookLineType.Payment : GatewayBookLineType.Cancel)))
            .Where(e => !db.Payments.Any(p => p.OrderId == e.OrderId && p.TransactionKey == e.TransactionKey && p.Gateway != run.Gateway))
            .OrderBy(e => e.CreatedAt).ThenBy(e => e.Id)
            .Take(most)
            .ToListAsync(ct);
        var orderIds = unseen.Select(e => e.OrderId!.Value).Distinct().ToList();
        var owners = await db.Orders.AsNoTracking().Where(o => orderIds.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.MemberId, ct);
        var names = await NamesAsync(db, run.Gateway, [.. unseen.Select(e => e.TransactionKey).OfType<TransactionKey>()], ct);
        return [.. unseen.Select(e => new OwnedMovement(
            MovementOf(e) with { StoredName = e.TransactionKey is { } key ? names.GetValueOrDefault(key) : null },
            owners.TryGetValue(e.OrderId!.Value, out var owner) ? owner : null))];
    }

    private static Task<Dictionary<TransactionKey, string>> NamesAsync(
        CommerceDbContext db, string gateway, List<TransactionKey> keys, CancellationToken ct) => db.Payments
        .Where(p => p.Gateway == gateway && p.MerchantOrderId != null && keys.Contains(p.TransactionKey!.Value))
        .ToDictionaryAsync(p => p.TransactionKey!.Value, p => p.MerchantOrderId!, ct);

    // A capture that was reversed never was, as far as the PG's books go.
    private static IQueryable<JournalEntry> Movements(CommerceDbContext db) => db.Journal.AsNoTracking()
        .Where(e => e.Account == JournalAccount.PgReceivable && (e.Kind == JournalKind.Captured || e.Kind == JournalKind.Voided))
        .Where(e => !db.Journal.Any(
            r => r.OrderId == e.OrderId && r.Kind == JournalKind.CaptureReversed && r.TransactionKey == e.TransactionKey));

    private static OurMovement MovementOf(JournalEntry entry) => new(
        entry.Id,
        entry.OrderId!.Value,
        entry.TransactionKey,
        entry.Kind,
        entry.Kind == JournalKind.Captured ? entry.Amount : -entry.Amount,
        entry.CreatedAt);

    // One in a state that only a later version knows counts as not there: that line breaks then, and not the whole day.
    private static Task<List<OurPayment>> PaymentsAsync(
        CommerceDbContext db, string gateway, IQueryable<Payment> payments, CancellationToken ct) => payments
        .Where(p => KnownStates.Contains(p.Status))
        .OrderBy(p => p.Gateway != gateway).ThenBy(p => p.Id)
        .Select(p => new OurPayment(
            p.Id,
            p.OrderId,
            p.TransactionKey,
            p.Amount,
            p.Status,
            p.UpdatedAt,
            db.Outbox.Any(m => m.Kind == OutboxKind.VoidPayment && m.SubjectId == p.Id && m.DoneAt == null)))
        .ToListAsync(ct);
}

/// <summary>A movement, and whose it is: the PG answers only for the member who paid.</summary>
internal sealed record OwnedMovement(OurMovement Movement, MemberId? MemberId);
