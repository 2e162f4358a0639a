using Commerce.Api.Tests.Hosting;
using Commerce.Core.Payments;

namespace Commerce.Api.Tests.Payments;

/// <summary>Payments that the PG has accepted and not decided.</summary>
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

    /// <summary>So that no other test finds it.</summary>
    public static Task<Payment> EndPaymentAsync(this RunningApi api, long paymentId) => api.Service<ApplyPaymentResult>()
        .ExecuteAsync(paymentId, new PaymentResult.Failed("The test is over.", Certain: true), TestContext.Current.CancellationToken);
}
