using System.Net;

namespace Commerce.IntegrationTests.Windows;

/// <summary>Orders that are paid in a window, each to the end that it must have.</summary>
internal sealed class WindowFlows(DialShop shop)
{
    /// <returns>The key of the payment.</returns>
    public async Task<string> ApprovedAsync()
    {
        var order = await shop.PlaceAsync();
        await shop.PayAsync(order, "approved");
        return await CompletedAsync(order.Id);
    }

    /// <summary>The card is refused, and another one pays the same order.</summary>
    public async Task RefusedOnceAsync()
    {
        var order = await shop.PlaceAsync();
        var refused = await shop.PayAsync(order, "REJECT_CARD_PAYMENT");
        Assert.Equal((HttpStatusCode.BadGateway, "PAYMENT_005"), (refused.Status, refused.ErrorCode));

        await shop.PayAsync(await shop.RenewAsync(order.Id), "approved");
        await CompletedAsync(order.Id);
    }

    /// <param name="fate">The money is taken, and the answer does not say so.</param>
    public async Task AnswerLostAsync(string fate)
    {
        var order = await shop.PlaceAsync();
        await shop.PayAsync(order, fate);
        await CompletedAsync(order.Id);
    }

    /// <summary>Paid, and undone by its member.</summary>
    /// <returns>The key of the payment.</returns>
    public async Task<string> CancelledAsync()
    {
        var order = await shop.PlaceAsync();
        await shop.PayAsync(order, "approved");
        var key = await CompletedAsync(order.Id);
        await shop.CancelAsync(order.Id);
        await shop.UntilAsync(order.Id, read => read.Status == "CANCELLED");
        return key;
    }

    /// <returns>The key of the payment that was captured, the only one.</returns>
    public async Task<string> CompletedAsync(long orderId)
    {
        var order = await shop.EndOfAsync(orderId);
        Assert.Equal("COMPLETED", order.Status);
        Assert.Equal(1, await shop.CapturesAsync(orderId));
        return order.Payment.TransactionKey!;
    }
}
