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

    /// <summary>The buyer closes the window, and opens it again.</summary>
    /// <param name="isNamed">Whether the gateway names the order then.</param>
    public async Task ClosedAsync(bool isNamed)
    {
        var order = await shop.PlaceAsync();
        var told = await shop.Buyer.CloseAsync(order.Checkout);
        Assert.Equal(("PAY_PROCESS_CANCELED", isNamed), ($"{told["code"]}", told.ContainsKey("orderId")));

        var again = await shop.RenewAsync(order.Id);
        Assert.Equal(order.Checkout, again.Checkout);
        await shop.PayAsync(again, "approved");
        await CompletedAsync(order.Id);
    }

    /// <summary>
    /// The buyer has two windows open, and the gateway says of the one that is confirmed that its name was paid under another key. Nobody
    /// knows which of the two it shows by their name.
    /// </summary>
    /// <param name="showsOther">Whether it shows the one that was not confirmed, the newer one.</param>
    public async Task NameTakenAsync(bool showsOther)
    {
        var order = await shop.PlaceAsync();
        var key = await shop.Buyer.AgreeAsync(order.Checkout, "DUPLICATED_ORDER_ID");
        var other = await shop.Buyer.AgreeAsync(order.Checkout, "approved");
        Assert.Equal(HttpStatusCode.Accepted, (await shop.ConfirmAsync(order, key)).Status);
        Assert.Contains(showsOther ? other : "does not show", await shop.CaseAsync(order.Id, "KEY_DIFFERS"), StringComparison.Ordinal);

        await shop.ExpireAsync(order.Id);
        await PaidInTheNextAttemptAsync(order.Id);
    }

    /// <summary>A webhook comes again, and each time the gateway is asked.</summary>
    public async Task WebhookRepeatedAsync()
    {
        var key = await ApprovedAsync();

        await shop.RepeatWebhookAsync(key);

        await Shop.ReadUntilAsync(() => shop.KeptWebhooksAsync(key), "2");
    }

    /// <summary>A part was given back in the gateway's console, and within a second the member has the order undone.</summary>
    /// <param name="isRefused">Whether the gateway refuses the second cancel at first.</param>
    /// <returns>The order, and the key of its payment.</returns>
    public async Task<(long OrderId, string Key)> CancelledAfterAPartAsync(bool isRefused)
    {
        const int Later = 600; // Until then, every further cancel comes within a second of this one.
        const string Refusal = "FORBIDDEN_CONSECUTIVE_REQUEST";
        var order = await shop.PlaceAsync();
        await shop.PayAsync(order, "approved");
        var key = await CompletedAsync(order.Id);
        await shop.GiveBackAsync(key, won: 1_000);
        await shop.MovePartAsync(key, Later);
        await Shop.ReadUntilAsync(async () => $"{await shop.CaseAsync(order.Id, "PARTLY_CANCELLED") is not null}", "True");

        await shop.CancelAsync(order.Id);
        await (isRefused ? shop.KeptAsync(Refusal) : UndoneAsync());
        await shop.MovePartAsync(key, -Later - 2);
        await shop.ForgetAsync(Refusal);
        await UndoneAsync();
        return (order.Id, key);

        Task UndoneAsync() => shop.UntilAsync(order.Id, read => read.Status == "CANCELLED");
    }

    /// <summary>
    /// The money is taken, nothing of it can be read, and each confirm is sent again. What the gateway tells again under its idempotency
    /// key is enough for one; of the other payment it has forgotten it by then.
    /// </summary>
    public async Task ConfirmedAgainAsync()
    {
        var (kept, forgotten) = (await shop.PlaceAsync(), await shop.PlaceAsync());
        await using (await shop.WithFaultsAsync(new { lookupErrorRate = 1.0 }))
        {
            await AnsweredByAProxyAsync(kept);
            await shop.ForgetAsync(await AnsweredByAProxyAsync(forgotten));
            await using var stale = await shop.WithFaultsAsync(new { lookupStaleMs = 600_000 });
            await shop.ConfirmedAgainAsync(forgotten.Id);
            await CompletedAsync(kept.Id);
        }

        await CompletedAsync(forgotten.Id);

        async Task<string> AnsweredByAProxyAsync(WindowOrder order)
        {
            var key = await shop.Buyer.AgreeAsync(order.Checkout, "timeout-after-accept");
            Assert.Equal(HttpStatusCode.Accepted, (await shop.ConfirmAsync(order, key)).Status);
            return key;
        }
    }

    /// <summary>The present attempt ends at the gateway, and the next one pays the order.</summary>
    public async Task PaidInTheNextAttemptAsync(long orderId)
    {
        await shop.UntilAsync(orderId, read => read.Payment.Status == "FAILED");
        await shop.PayAsync(await shop.RenewAsync(orderId), "approved");
        await CompletedAsync(orderId);
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
