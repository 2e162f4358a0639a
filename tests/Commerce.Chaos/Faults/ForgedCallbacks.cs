using System.Net.Http.Json;
using Commerce.Chaos.Running;
using Commerce.TestHost;
using Dapper;

namespace Commerce.Chaos.Faults;

/// <summary>Somebody who is not the PG says that the orders of the moment are paid, or failed.</summary>
internal sealed record ForgedCallbacks(TimeSpan At, int Count) : Fault(At, TimeSpan.Zero)
{
    private const string OpenOrders = """
        SELECT CONCAT('ORDER', LPAD(order_id, GREATEST(6, LENGTH(order_id)), '0')), transaction_key, amount
        FROM commerce.commerce_payments ORDER BY id DESC LIMIT @count
        """;

    public override string Kind => "forged callbacks";

    public override async Task<IAsyncDisposable> BeginAsync(ChaosShop shop, CancellationToken ct)
    {
        using var api = new HttpClient { BaseAddress = shop.Stack.AddressOf(StackResources.Api), Timeout = TimeSpan.FromSeconds(5) };
        await using var server = await shop.OpenServerAsync(ct);
        var claims = await server.QueryAsync<(string OrderId, string? Key, long Amount)>(OpenOrders, new { count = Count });
        foreach (var (claim, number) in claims.Select((claim, number) => (claim, number)))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments/callback");
            request.Content = JsonContent.Create(new
            {
                transactionKey = claim.Key ?? "20260101:TR:000000",
                claim.OrderId,
                claim.Amount,
                status = number % 2 == 0 ? "SUCCESS" : "FAILED",
            });
            if (number % 3 != 0)
            {
                request.Headers.TryAddWithoutValidation("webhook-id", $"msg_forged_{At.Ticks}_{number}");
                request.Headers.TryAddWithoutValidation(
                    "webhook-timestamp", $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}");
                request.Headers.TryAddWithoutValidation("webhook-signature", "v1,Zm9yZ2Vk");
            }

            using var answer = await api.SendAsync(request, ct);
        }

        return Ending.None;
    }
}
