using System.Net;
using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.Core.CustomerService;
using Commerce.Core.Delivery;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Checkouts;

/// <summary>What happens to an order besides being paid.</summary>
internal static class WindowSteps
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The circuit in front of Toss's confirms stays open until what is returned is disposed of.</summary>
    public static IDisposable CutOffConfirms(this WindowShop shop)
    {
        var circuit = shop.Service<CircuitBreakerRegistry>().Get("toss-payments").Breaker;
        circuit.TransitionTo(CircuitBreakerState.ForcedOpen);
        return new OpenCircuit(circuit);
    }

    /// <summary>Gives the order another attempt, and has the buyer authenticate in its window.</summary>
    public static async Task<Checkout> RenewAsync(this WindowShop shop, Checkout checkout)
    {
        var (status, body) = await shop.SendAsync($"/orders/{checkout.OrderId}/checkout", new { });
        Assert.Equal(HttpStatusCode.Created, status);
        return shop.Opened(body!["data"]!);
    }

    /// <summary>The time of the order's attempts is over, and the order's as well where that is said.</summary>
    public static Task LetTimePassAsync(this WindowShop shop, Checkout checkout, bool ofOrder = false) => shop.InDatabaseAsync(
        db => db.Database.ExecuteSqlAsync(
            $"""
            UPDATE orders o JOIN commerce_payments p ON p.order_id = o.id SET p.expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE,
              o.pay_by = IF({ofOrder}, UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE, o.pay_by)
            WHERE o.id = {checkout.OrderId}
            """,
            Ct));

    /// <summary>The member cancels a paid order, and the worker tries once to give the money back.</summary>
    public static async Task CancelAsync(this WindowShop shop, Checkout checkout)
    {
        await shop.SendAsync($"/orders/{checkout.OrderId}/cancel", new { });
        await shop.Service<DeliverOutbox>().ExecuteAsync(Ct);
    }

    /// <summary>The worker tries once more to give money back.</summary>
    /// <param name="after">For how long it has been tried by then.</param>
    public static async Task DeliverAgainAsync(this WindowShop shop, Checkout checkout, TimeSpan after = default)
    {
        await shop.InDatabaseAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            UPDATE outbox m JOIN commerce_payments p ON m.kind = 'VOID_PAYMENT' AND m.subject_id = p.id
            SET m.next_try_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND,
              m.created_at = m.created_at - INTERVAL {(long)after.TotalSeconds} SECOND
            WHERE p.order_id = {checkout.OrderId} AND m.done_at IS NULL
            """,
            Ct));
        await shop.Service<DeliverOutbox>().ExecuteAsync(Ct);
    }

    /// <summary>The cases of an order that nobody has closed yet.</summary>
    public static Task<List<CaseReason>> CasesAsync(this WindowShop shop, Checkout checkout) => shop.InDatabaseAsync(db => db.Cases
        .Where(c => c.OrderId == checkout.OrderId && c.ResolvedAt == null).Select(c => c.Reason).ToListAsync(Ct));

    /// <summary>A webhook that says that a payment is done.</summary>
    public static async Task<HttpStatusCode> WebhookAsync(this WindowShop shop, string key) => (await shop.SendAsync(
        "/payments/callback/toss",
        new { eventType = "PAYMENT_STATUS_CHANGED", createdAt = "2026-11-27T10:00:00", data = new { paymentKey = key, status = "DONE" } }))
        .Status;

    private sealed class OpenCircuit(SlidingWindowCircuitBreaker circuit) : IDisposable
    {
        public void Dispose() => circuit.Reset();
    }
}
