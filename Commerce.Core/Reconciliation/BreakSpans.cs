using System.Diagnostics;
using Commerce.Core.Gateways;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Reconciliation;

/// <summary>A span for each break, linked to the trace of the order that it is about. The day's own span is about no order.</summary>
public sealed class BreakSpans(IDbContextFactory<CommerceDbContext> contexts)
{
    /// <summary>Reads once for all of them whose they are. Breaks are rare; without any, nothing is read.</summary>
    internal async Task<IReadOnlyList<BrokenPayment>> ReadPaymentsAsync(
        IReadOnlyList<ReconciliationBreak> breaks, IPaymentGateway gateway, CancellationToken ct)
    {
        if (breaks.Count == 0 || Activity.Current is not { IsAllDataRequested: true })
        {
            return [];
        }

        var ids = breaks.Select(found => found.PaymentId).OfType<long>().Distinct().ToList();
        var orderIds = breaks.Select(found => PaymentGateways.OrderIdOf(gateway, found.MerchantOrderId)).OfType<long>().Distinct().ToList();
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Payments.AsNoTracking()
            .Where(p => ids.Contains(p.Id) || orderIds.Contains(p.OrderId))
            .OrderBy(p => p.Id)
            .Select(p => new BrokenPayment(p.Id, p.OrderId, p.TransactionKey, p.TraceParent))
            .ToListAsync(ct);
    }

    /// <param name="payments">As they were read.</param>
    internal static Activity? Start(ReconciliationBreak found, IReadOnlyList<BrokenPayment> payments, IPaymentGateway gateway)
    {
        var orderId = PaymentGateways.OrderIdOf(gateway, found.MerchantOrderId);
        var own = payments.FirstOrDefault(p => p.Id == found.PaymentId)
            ?? payments.FirstOrDefault(p => p.OrderId == orderId && p.Key is not null && p.Key == found.TransactionKey);
        // The PG may have money for an order under a key that no payment of it has.
        var ofOrder = own ?? payments.LastOrDefault(p => p.OrderId == orderId);
        var span = OrderSpans.Start("book break")
            ?.SetTag(SpanAttributes.BreakKind, EnumNameColumn<BreakKind>.NameOf(found.Kind))
            .SetTag(SpanAttributes.TransactionKey, found.TransactionKey?.Value)
            .SetTag(SpanAttributes.OrderId, ofOrder?.OrderId)
            .SetTag(SpanAttributes.PaymentId, own?.Id);
        span.LinkTo(ofOrder?.TraceParent);
        return span;
    }
}

/// <summary>A payment of an order with a break.</summary>
/// <param name="TraceParent">The order's trace.</param>
internal sealed record BrokenPayment(long Id, long OrderId, TransactionKey? Key, string? TraceParent);
