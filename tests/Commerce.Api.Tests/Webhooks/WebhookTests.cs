using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Dapper;

namespace Commerce.Api.Tests.Webhooks;

/// <summary>The shop's other systems hear of every event, in order per order, signed, and under one id however often.</summary>
[Collection(CardOrders.Collection)]
public sealed class WebhookTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receiver_that_was_down_gets_everything_once_it_is_well_and_in_order()
    {
        await using var receiver = await EventReceiver.StartAsync();
        var webhook = await api.AddWebhookAsync(receiver.Address);
        using var worker = await api.WorkerAsync();
        receiver.Status = 503;
        long[] orders = [await api.BuyAndUndoAsync(), await api.BuyAndUndoAsync(), await api.BuyAndUndoAsync()];
        await worker.DeliverUntilAsync(() => receiver.OfAny(orders).Count >= 6);
        // The later ones wait for the first.
        Assert.All(receiver.OfAny(orders), message => Assert.Equal("payment.succeeded", message.Type));

        receiver.Status = 204;
        await worker.DeliverUntilAsync(() => orders.All(order => receiver.TakenOf(order).Count >= WebhookShop.Bought.Length));

        foreach (var order in orders)
        {
            Assert.Equal(WebhookShop.Bought, receiver.TakenOf(order).Select(message => message.Type));
            Assert.Equal(WebhookShop.Bought.Length, receiver.OfAny([order]).Select(message => message.Id).Distinct().Count());
        }

        Assert.All(receiver.Received, message => Assert.True(message.IsSignedWith(webhook.Secret!)));
        var deliveries = (await api.DeliveriesAsync(webhook.Id)).Where(delivery => orders.Contains(delivery.OrderId ?? 0)).ToList();
        Assert.All(deliveries, delivery => Assert.NotNull(delivery.DeliveredAt));
        Assert.Equal(orders.Length * WebhookShop.Bought.Length, deliveries.Count);
        await api.DeleteWebhookAsync(webhook);
    }

    [Fact]
    public async Task Only_the_types_that_were_chosen_come()
    {
        await using var receiver = await EventReceiver.StartAsync();
        var webhook = await api.AddWebhookAsync(receiver.Address, ["order.cancelled", "order.completed"]);
        using var worker = await api.WorkerAsync();
        var order = await api.BuyAndUndoAsync();

        await worker.DeliverUntilAsync(() => receiver.TakenOf(order).Count >= 2);

        Assert.Equal(["order.completed", "order.cancelled"], receiver.TakenOf(order).Select(message => message.Type));
        await api.DeleteWebhookAsync(webhook);
    }

    [Fact]
    public async Task What_is_not_taken_for_too_long_is_given_up_and_can_be_sent_again_under_its_id()
    {
        await using var receiver = await EventReceiver.StartAsync();
        var webhook = await api.AddWebhookAsync(receiver.Address, ["order.completed"]);
        using var worker = await api.WorkerAsync();
        receiver.Status = 500;
        var order = await api.BuyAndUndoAsync();
        await worker.DeliverUntilAsync(() => receiver.OfAny([order]).Count >= 1);
        await using var database = await api.OpenDatabaseAsync();
        await database.ExecuteAsync(
            "UPDATE webhook_deliveries SET give_up_at = UTC_TIMESTAMP(6) WHERE webhook_id = @Id", new { webhook.Id });
        await worker.DeliverUntilAsync(async () => (await DeliveryAsync(webhook, order)).GivenUpAt is not null);

        receiver.Status = 200;
        var given = await DeliveryAsync(webhook, order);
        await api.OperatorAsync(HttpMethod.Post, $"/webhooks/{webhook.Id}/deliveries/{given.Id}/redeliver");
        await worker.DeliverUntilAsync(() => receiver.TakenOf(order).Count >= 1);

        Assert.Equal((500, null), (given.LastStatus, given.NextTryAt));
        Assert.Single(receiver.OfAny([order]).Select(message => message.Id).Distinct());
        Assert.NotNull((await DeliveryAsync(webhook, order)).DeliveredAt);
        await api.DeleteWebhookAsync(webhook);
    }

    [Fact]
    public async Task Both_secrets_sign_while_a_receiver_changes_over()
    {
        await using var receiver = await EventReceiver.StartAsync();
        var webhook = await api.AddWebhookAsync(receiver.Address, ["case.opened"]);
        var second = (await api.OperatorAsync(HttpMethod.Post, $"/webhooks/{webhook.Id}/secret")).Data<WebhookAnswer>();
        using var worker = await api.WorkerAsync();
        await api.OperatorAsync(HttpMethod.Post, $"/webhooks/{webhook.Id}/test");

        await worker.DeliverUntilAsync(() => receiver.Received.Any(message => message.Type == "webhook.test"));

        var test = receiver.Received.First(message => message.Type == "webhook.test");
        Assert.NotEqual(webhook.Secret, second.Secret);
        Assert.NotNull(second.FormerSecretUntil);
        Assert.True(test.IsSignedWith(webhook.Secret!) && test.IsSignedWith(second.Secret!));
        await api.DeleteWebhookAsync(webhook);
    }

    [Fact]
    public async Task Nothing_follows_a_redirect_or_a_name_that_leads_home()
    {
        await using var elsewhere = await EventReceiver.StartAsync();
        await using var receiver = await EventReceiver.StartAsync();
        (receiver.Status, receiver.Location) = (307, elsewhere.Address);
        var redirecting = await api.AddWebhookAsync(receiver.Address, ["case.opened"]);
        var home = await api.AddWebhookAsync(receiver.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), ["case.opened"]);
        foreach (var webhook in new[] { redirecting, home })
        {
            await api.OperatorAsync(HttpMethod.Post, $"/webhooks/{webhook.Id}/test");
        }

        using var worker = await api.WorkerAsync();
        await worker.DeliverUntilAsync(async () => (await TestOfAsync(redirecting)).LastStatus == 307);
        await worker.DeliverUntilAsync(async () => (await TestOfAsync(home)).LastStatus == 307);
        Assert.Empty(elsewhere.Received);

        var again = await TestOfAsync(home);
        await api.OperatorAsync(HttpMethod.Post, $"/webhooks/{home.Id}/deliveries/{again.Id}/redeliver");
        var before = receiver.Received.Count;
        using var guarded = await api.WorkerAsync(network: "192.0.2.0/24");
        await guarded.DeliverUntilAsync(async () => (await TestOfAsync(home)).LastFailure == "FORBIDDEN_ADDRESS");
        Assert.Equal(before, receiver.Received.Count);
        await api.DeleteWebhookAsync(redirecting);
        await api.DeleteWebhookAsync(home);
    }

    private async Task<DeliveryAnswer> TestOfAsync(WebhookAnswer webhook) =>
        (await api.DeliveriesAsync(webhook.Id)).Single(delivery => delivery.Type == "webhook.test");

    private async Task<DeliveryAnswer> DeliveryAsync(WebhookAnswer webhook, long order) =>
        (await api.DeliveriesAsync(webhook.Id)).Single(delivery => delivery.OrderId == order);
}
