using System.Text.Json.Nodes;
using Commerce.AppHost.Dashboard;

namespace Commerce.AppHost.Demo;

/// <summary>The API as a customer uses it.</summary>
/// <param name="window">Where orders are paid that have a buyer; null: there are none such.</param>
/// <param name="customerService">Who is told of what was given back there.</param>
internal sealed class DemoShop(HttpClient api, TimeProvider time, DemoWindow? window = null, OperatorClient? customerService = null)
{
    private const int AtOnce = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly DemoClient _client = new(api, time);

    /// <summary>Places orders, ten at a time, and gives them ten seconds to end.</summary>
    public async Task BuyAsync(IReadOnlyList<DemoOrder> orders, CancellationToken ct)
    {
        var pace = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(orders, pace, async (order, token) => await PlaceAsync(order, token));
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        await Task.WhenAll(orders.Select(order => WaitForEndAsync(order, TimeSpan.FromSeconds(1), either.Token)));
    }

    /// <summary>Looks at an order until it is over. One that does not end in time is left as it is.</summary>
    public async Task WaitForEndAsync(DemoOrder order, TimeSpan pause, CancellationToken ct)
    {
        try
        {
            using var pace = new PeriodicTimer(pause, time);
            while (!order.IsOver && await pace.WaitForNextTickAsync(ct))
            {
                await LookAsync(order, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            order.Reason = "did not end in time";
        }
    }

    public async Task PlaceAsync(DemoOrder order, CancellationToken ct)
    {
        order.Clock.Start();
        var body = new
        {
            items = new[] { new { order.ProductId, Quantity = 1 } },
            UsePoint = order.UsePoint == 0 ? (long?)null : order.UsePoint,
            CardType = order.CardNo is null ? null : "SAMSUNG",
            order.CardNo,
            PayWith = order.Buyer is null ? null : "toss",
        };
        var answer = await _client.SendAsync(HttpMethod.Post, "/api/v1/orders", order.Member, body, ct);
        order.Refusal = (string?)answer["errorCode"];
        order.OrderId = (long?)answer["data"]?["id"] ?? (long?)answer["orderId"];
        order.PgName = (string?)answer["data"]?["checkout"]?["orderId"] ?? $"ORDER{order.OrderId:D6}";
        order.Reason = (string?)answer["detail"];
        if (answer["data"]?["checkout"] is { } checkout)
        {
            await PayAsync(order, checkout, ct);
        }

        order.PaymentKey.TrySetResult(null); // Without a window there is none, and whoever would bring it waits for it.

        await LookAsync(order, ct);
    }

    // What the shop says to a buyer who comes back from the window.
    private async Task PayAsync(DemoOrder order, JsonNode checkout, CancellationToken ct)
    {
        order.PaymentKey.SetResult(await window!.PayAsync(checkout, order.Buyer!, ct));
        var paymentKey = await (order.Buyer!.KeyOf ?? order).PaymentKey.Task.WaitAsync(ct);
        if (paymentKey is null || order.Buyer.IsGone)
        {
            return;
        }

        var body = new
        {
            paymentKey,
            amount = (long)checkout["amount"]! + order.Buyer.Tampering,
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, order.Buyer.IsImpatient ? 2 : 1)
            .Select(_ => _client.SendAsync(HttpMethod.Post, $"/api/v1/orders/{order.OrderId}/pay", order.Member, body, ct)));
        order.Reason = (string?)answers[0]["detail"];
    }

    /// <summary>What happens in the gateway's console when the order is paid, and until customer service knows of it.</summary>
    public async Task GiveBackAsync(DemoOrder order, CancellationToken ct)
    {
        if (order is not { Status: "COMPLETED", GivenBack: > 0 and var won } || await order.PaymentKey.Task is not { } key)
        {
            return;
        }

        order.Reason = "given back in the gateway's console, and customer service knows nothing of it";
        await window!.GiveBackAsync(key, won, ct);
        using var pace = new PeriodicTimer(Pause, time);
        while (order.Case is null && await pace.WaitForNextTickAsync(ct))
        {
            var cases = await customerService!.PollAsync<JsonNode>("/api/v1/cases?size=100", ct);
            order.Case = (string?)cases!["data"]!["content"]!.AsArray()
                .FirstOrDefault(one => (long?)one!["orderId"] == order.OrderId)?["reason"];
        }

        order.Reason = $"case {order.Case}";
    }

    /// <summary>Reads how far the order is.</summary>
    public async Task LookAsync(DemoOrder order, CancellationToken ct)
    {
        if (order.OrderId is { } orderId
            && (await _client.SendAsync(HttpMethod.Get, $"/api/v1/orders/{orderId}", order.Member, null, ct))["data"] is { } data)
        {
            var payment = data["payment"]!;
            order.Status = (string)data["status"]!;
            order.PaymentStatus = (string)payment["status"]!;
            order.CardAmount = (string)payment["paymentMethod"]! != "POINT" ? (long)payment["amount"]! : 0;
            order.Reason = (string?)data["failureReason"] ?? order.Reason;
        }

        if (order.IsOver)
        {
            order.Clock.Stop();
        }
    }
}
