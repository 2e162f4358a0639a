using System.Net;
using Commerce.IntegrationTests.Callbacks;
using Commerce.TestHost.Client;

namespace Commerce.IntegrationTests;

/// <summary>The PG has the money, and another order was quicker.</summary>
internal static class SoldOut
{
    /// <summary>
    /// Places an order; before we learn that it is paid, another one takes all there is of a product. That one is undone in the
    /// end, so every stock is then as it was, but for what the order itself took.
    /// </summary>
    /// <param name="order">Its card is one whose callback is lost.</param>
    /// <returns>The order once its money went back.</returns>
    public static async Task<OrderAnswer> SoldOutMeanwhileAsync(this Shop shop, object order, long scarce)
    {
        long orderId, quicker;
        using (Standstill.OfWorker(shop))
        {
            (orderId, _) = await shop.CapturedAsync(order);
            quicker = await shop.PlaceAsync(scarce, await shop.StockAsync(scarce), Cards.Approved);
            Assert.Equal("COMPLETED", (await shop.EndOfAsync(quicker)).Status);
        }

        var end = await shop.UntilAsync(orderId, o => o.Status == "COMPLETED" || o.Payment.Status == "CANCELLED");
        Assert.Equal(HttpStatusCode.Accepted, (await shop.CancelAsync(quicker)).Status);
        await shop.UntilAsync(quicker, o => o.Status == "CANCELLED");
        return end;
    }
}
