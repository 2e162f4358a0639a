using Commerce.Api.Tests.Hosting;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.Payments;

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
        return (long)answer.Body["data"]!["payment"]!["id"]!;
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
            var payment = Payment.ByCard(order.Id, order.CardAmount, Card.Parse("KB", "4242-4242-4242-4242"), "simulator", now, now.AddHours(1));
            db.Payments.Add(payment);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            return payment;
        });
    }

    /// <summary>So that no other test finds it.</summary>
    public static Task<Payment> EndPaymentAsync(this RunningApi api, long paymentId) => api.Service<ApplyPaymentResult>()
        .ExecuteAsync(paymentId, new PaymentResult.Failed("The test is over.", Certain: true), TestContext.Current.CancellationToken);
}
