using Commerce.Core.Events;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Texts;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Names;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.CustomerService;

/// <summary>Opens and resolves cases inside the caller's transaction, which holds the payment's row.</summary>
internal static class Cases
{
    /// <summary>
    /// Opens the case and has customer service told; does nothing when it was opened before, but for a case that is resolved and whose
    /// reason leaves something to a person: that is opened once more, or nobody would know.
    /// </summary>
    public static Task OpenAsync(
        CommerceDbContext db, Payment payment, CaseReason reason, string detail, DateTimeOffset now, CancellationToken ct) =>
        OpenAsync(db, payment.OrderId, payment.Id, reason, detail, now, ct);

    /// <summary>The same for a payment whose row is locked and cannot be read.</summary>
    public static async Task OpenAsync(
        CommerceDbContext db, long orderId, long paymentId, CaseReason reason, string detail, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.PaymentId == paymentId && c.Reason == reason, ct) is not { } before)
        {
            await AddAsync(db, orderId, paymentId, reason, detail, now, ct);
        }
        else if (before.ResolvedAt is not null && LeavesItToAPerson(reason))
        {
            await OpenAgainAsync(db, before, detail, now, ct);
        }
    }

    /// <summary>Opens a case on something of which nobody could find out which payment it is about.</summary>
    public static Task OpenWithoutPaymentAsync(
        CommerceDbContext db, CaseReason reason, string detail, DateTimeOffset now, CancellationToken ct) =>
        AddAsync(db, orderId: null, paymentId: null, reason, detail, now, ct);

    /// <summary>
    /// The money is back, or the PG has decided: what was open about the payment is settled. A second key is not: only a person
    /// can tell what it is.
    /// </summary>
    public static Task ResolveAsync(CommerceDbContext db, Payment payment, DateTimeOffset now, CancellationToken ct) =>
        db.Cases
            .Where(c => c.PaymentId == payment.Id && c.ResolvedAt == null && c.Reason != CaseReason.KeyDiffers)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ResolvedAt, now), ct);

    // With these something has ended here: nothing is tried any more, so each is news. What is tried on or heard again is not.
    private static bool LeavesItToAPerson(CaseReason reason) =>
        reason is CaseReason.SetAside or CaseReason.CallbackUnused or CaseReason.NothingToVoid;

    private static async Task OpenAgainAsync(
        CommerceDbContext db, CustomerServiceCase before, string detail, DateTimeOffset now, CancellationToken ct)
    {
        var bounded = ForeignText.Bounded(detail, CustomerServiceCase.MaxDetailLength);
        var opened = await db.Cases.Where(c => c.Id == before.Id && c.ResolvedAt != null).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.ResolvedAt, (DateTimeOffset?)null)
                .SetProperty(c => c.Note, (string?)null)
                .SetProperty(c => c.Detail, bounded)
                .SetProperty(c => c.OpenedAt, now),
            ct) > 0;
        if (!opened)
        {
            return;
        }

        RecordOpened(db, before, now);
        if (!await db.ReopenNotificationAsync(before.Id, now, ct))
        {
            db.Outbox.Add(OutboxMessage.DueNow(OutboxKind.NotifyCase, before.Id, now)); // Retention has deleted the first.
        }
    }

    private static async Task<bool> ReopenNotificationAsync(
        this CommerceDbContext db, long caseId, DateTimeOffset now, CancellationToken ct) =>
        await db.Outbox.Where(m => m.Kind == OutboxKind.NotifyCase && m.SubjectId == caseId).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.DoneAt, (DateTimeOffset?)null)
                .SetProperty(m => m.SetAsideAt, (DateTimeOffset?)null)
                .SetProperty(m => m.Failures, 0)
                .SetProperty(m => m.NextTryAt, now),
            ct) > 0;

    private static async Task AddAsync(
        CommerceDbContext db, long? orderId, long? paymentId, CaseReason reason, string detail, DateTimeOffset now, CancellationToken ct)
    {
        using var span = OrderSpans.Start("open case");
        var opened = new CustomerServiceCase
        {
            Reason = reason,
            OrderId = orderId,
            PaymentId = paymentId,
            Detail = ForeignText.Bounded(detail, CustomerServiceCase.MaxDetailLength), // It may quote what the PG sent.
            OpenedAt = now,
        };
        db.Cases.Add(opened);
        await db.SaveChangesAsync(ct);
        CaseSpans.Describe(opened);
        db.Outbox.Add(OutboxMessage.DueNow(OutboxKind.NotifyCase, opened.Id, now));
        RecordOpened(db, opened, now);
    }

    // Without its detail, which may quote what the PG sent.
    private static void RecordOpened(CommerceDbContext db, CustomerServiceCase opened, DateTimeOffset now)
    {
        var data = new EventData
        {
            OrderId = opened.OrderId,
            PaymentId = opened.PaymentId,
            CaseId = opened.Id,
            Reason = ExactName<CaseReason>.Of(opened.Reason),
        };
        db.Events.Add(CommerceEvent.Of(EventType.CaseOpened, data, now));
    }
}
