using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.Api.Tests.Webhooks;

/// <summary>Webhooks with the patience that they are shipped with, by a clock that the test moves.</summary>
[Collection(CardOrders.Collection)]
public sealed class WebhookOutageTests(RunningApi api)
{
    private const int MostTries = 40; // Of twelve messages in ten minutes: the gaps grow, and the circuit breaker keeps the rest.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Down = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_receiver_that_was_down_for_ten_minutes_gets_everything_in_order_and_nobody_else_waits_for_it()
    {
        await using var broken = await EventReceiver.StartAsync();
        await using var well = await EventReceiver.StartAsync();
        var webhooks = new[] { await api.AddWebhookAsync(broken.Address), await api.AddWebhookAsync(well.Address) };
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var worker = await WorkerAsync(time);
        broken.Status = 503;
        long[] orders = [await api.BuyAndUndoAsync(), await api.BuyAndUndoAsync(), await api.BuyAndUndoAsync()];

        await PassAsync(worker, time, Down, () => false);

        Assert.All(orders, order => Assert.Equal(WebhookShop.Bought, well.TakenOf(order).Select(message => message.Type)));
        // The later ones wait for the first.
        Assert.All(broken.OfAny(orders), message => Assert.Equal(WebhookShop.Bought[0], message.Type));
        Assert.InRange(broken.OfAny(orders).Count, orders.Length, MostTries);

        broken.Status = 204;
        await PassAsync(
            worker, time, TimeSpan.FromHours(1), () => orders.All(order => broken.TakenOf(order).Count == WebhookShop.Bought.Length));

        Assert.All(orders, order => Assert.Equal(WebhookShop.Bought, broken.TakenOf(order).Select(message => message.Type)));
        Assert.All(orders, order => Assert.Equal(
            WebhookShop.Bought.Length, broken.OfAny([order]).Select(message => message.Id).Distinct().Count()));
        foreach (var webhook in webhooks)
        {
            await api.DeleteWebhookAsync(webhook);
        }
    }

    private Task<IHost> WorkerAsync(TimeProvider time) => api.AnotherProcessAsync(
        time,
        new VirtualDatabaseClock(time),
        settings:
        [
            ("Webhooks:SealingKey", ApiFactory.SealingKey), ("Webhooks:AllowHttp", "true"), ("Webhooks:AllowedNetworks:0", "127.0.0.0/8"),
        ]);

    private static async Task PassAsync(IHost worker, FakeTimeProvider time, TimeSpan span, Func<bool> isEnough)
    {
        var deliver = worker.Services.GetRequiredService<DeliverWebhooks>();
        for (var passed = TimeSpan.Zero; passed < span && !isEnough(); passed += Step)
        {
            time.Advance(Step);
            await deliver.ExecuteAsync(TestContext.Current.CancellationToken);
        }
    }
}
