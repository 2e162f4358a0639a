using Commerce.Api.Tests.Hosting;
using Commerce.Core.CustomerService;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.Outbox;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Recovery;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Payments;

/// <summary>Payments that nobody has decided yet.</summary>
internal static class PendingPayments
{
    public static async Task<long> AddPendingPaymentAsync(this RunningApi api)
    {
        var member = await api.AddMemberAsync();
        var productId = await api.AddProductAsync();
        api.PgAccepts($"20250816:TR:{member}");
        var answer = await api.PostAsync(
            "/orders", member, new { items = new[] { new { productId, quantity = 1 } }, cardType = "KB", cardNo = "1234-5678-9814-1451" });
        return answer.Order.Payment.Id;
    }

    /// <summary>A payment of 1,000 won by card, saved and asked for at no PG, for a product of which there is so much.</summary>
    public static async Task<Payment> AddCardPaymentAsync(this RunningApi api, int stock)
    {
        var member = await api.AddMemberAsync();
        var productId = await api.AddProductAsync(stock: stock);
        return await api.InDatabaseAsync(async db =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var order = Order.Place(new OrderDraft(new MemberId(member), [new PricedLine(productId, "Thing", 1, 1_000)], null, 0, 0), now);
            db.Orders.Add(order);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            var payment = Payment.AtGateway(
                order.Id, order.CardAmount, Card.Parse("KB", "4242-4242-4242-4242"), "simulator", now, now.AddHours(1));
            db.Payments.Add(payment);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            return payment;
        });
    }

    public static Task<Payment> PaymentAsync(this RunningApi api, long paymentId) => api.InDatabaseAsync(
        db => db.Payments.AsNoTracking().SingleAsync(p => p.Id == paymentId, TestContext.Current.CancellationToken));

    public static Task<int> SetNextLookAsync(this RunningApi api, long paymentId, DateTimeOffset next) => api.InDatabaseAsync(
        db => db.Payments.Where(p => p.Id == paymentId)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, next), TestContext.Current.CancellationToken));

    /// <summary>
    /// Has the worker look at it once. Another test's worker may have taken it with a batch of its own, and gives it back: so it is made
    /// due until a look that came back has said what is next.
    /// </summary>
    public static async Task LookAsync(this RunningApi api, long paymentId)
    {
        var before = await api.PaymentAsync(paymentId);
        for (var tries = 0; tries < 100 && IsAsBefore(await api.PaymentAsync(paymentId)); tries++)
        {
            await api.SetNextLookAsync(paymentId, TimeProvider.System.GetUtcNow().AddDays(-1));
            await api.Service<RecoverPayments>().ExecuteAsync(TestContext.Current.CancellationToken);
        }

        bool IsAsBefore(Payment now) => now.NextLookAt is not null && (now.Looks, now.Status) == (before.Looks, before.Status);
    }

    /// <summary>The captures of an order besides its own, by key, with what became of each.</summary>
    public static Task<List<string>> DuplicatesAsync(this RunningApi api, long orderId) => api.InDatabaseAsync(async db =>
        (await db.Payments.AsNoTracking().Where(p => p.OrderId == orderId && p.IsDuplicate)
            .Select(p => new
            {
                p.TransactionKey,
                IsFailed = p.Status == PaymentStatus.Failed,
                IsCase = db.Cases.Any(c => c.PaymentId == p.Id && c.Reason == CaseReason.DuplicateCapture),
                IsVoided = db.Outbox.Any(m => m.Kind == OutboxKind.VoidPayment && m.SubjectId == p.Id),
            })
            .ToListAsync(TestContext.Current.CancellationToken))
        .ConvertAll(p =>
            $"{p.TransactionKey}{(p.IsFailed ? " FAILED" : "")}{(p.IsCase ? " DUPLICATE_CAPTURE" : "")}{(p.IsVoided ? " void" : "")}"));

    /// <summary>So that no other test finds it.</summary>
    public static Task<Payment> EndPaymentAsync(this RunningApi api, long paymentId) => api.Service<ApplyPaymentResult>()
        .ExecuteAsync(paymentId, new PaymentResult.Failed(FailureCode.Declined, Certain: true), TestContext.Current.CancellationToken);
}
