using System.Net;
using System.Net.Http.Json;
using Commerce.TestHost;
using Commerce.TestHost.Client;

namespace Commerce.Ops.Tests;

/// <summary>Lets everything happen to orders that can, ending with a PG that is broken for so long that its circuit opens.</summary>
internal sealed class EveryFate(HttpClient api, HttpClient pg, CancellationToken ct)
{
    private const string Approved = "4242-4242-4242-4242";
    private const long Product = 4;
    private const long LastPiece = 2;
    private const int CallsUntilOpen = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Approved, declined, refused, silent, and callbacks that get lost, come twice or lie.
    private static readonly string[] Cards =
    [
        Approved, Approved, Approved, "4000-0000-0000-9995", "4000-0000-0000-0069", "4000-0000-0000-0119", "4000-0000-0000-9979",
        "2223-0031-2200-3222", "4000-0000-0000-0127", "4000-0000-0000-9987",
    ];

    /// <summary>Returns when every order has ended.</summary>
    public static async Task BefallAsync(CommerceStack stack, string operatorKey, CancellationToken ct)
    {
        using var api = stack.CreateClient(StackResources.Api);
        using var pg = stack.CreateClient(StackResources.PgSimulator);
        api.DefaultRequestHeaders.Add("X-USER-ID", "demo1");
        api.DefaultRequestHeaders.Add("X-Operator-Key", operatorKey);
        pg.DefaultRequestHeaders.Add("X-USER-ID", "demo1");
        await new EveryFate(api, pg, ct).BefallAsync();
    }

    private async Task BefallAsync()
    {
        List<long> orders = [.. await Task.WhenAll(Cards.Select(card => PlaceAsync(Product, card)))];
        orders.AddRange(await Task.WhenAll(PlaceAsync(LastPiece, Approved), PlaceAsync(LastPiece, Approved))); // One is sold out when paid.
        await PlaceTwiceUnderOneKeyAsync();
        await ForgeCallbackAsync();
        await AskForTooMuchAsync();
        await UntilEndedAsync(orders);
        await CancelAsync(orders[0]);
        await LetBooksDifferAsync();
        await BreakThePgAsync();
    }

    private async Task<long> PlaceAsync(long product, string card, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders");
        request.Content = JsonContent.Create(
            new { items = new[] { new { productId = product, quantity = 1 } }, cardType = "SAMSUNG", cardNo = card });
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await api.SendAsync(request, ct);
        return (await Answer.ReadAsync(response, ct)).OrderId;
    }

    private async Task PlaceTwiceUnderOneKeyAsync()
    {
        Assert.Equal(await PlaceAsync(Product, Approved, key: "twice"), await PlaceAsync(Product, Approved, key: "twice"));
    }

    private async Task ForgeCallbackAsync()
    {
        using var answer = await api.PostAsJsonAsync(
            "/api/v1/payments/callback", new { transactionKey = "forged", status = "SUCCESS" }, ct);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task AskForTooMuchAsync()
    {
        var order = new { items = new[] { new { productId = Product, quantity = 9_999 } }, cardType = "SAMSUNG", cardNo = Approved };
        using var answer = await api.PostAsJsonAsync("/api/v1/orders", order, ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task CancelAsync(long order)
    {
        using var answer = await api.PostAsync(new Uri($"/api/v1/orders/{order}/cancel", UriKind.Relative), content: null, ct);
        answer.EnsureSuccessStatusCode();
    }

    // A payment that somebody else made at our PG is in its books and not in ours.
    private async Task LetBooksDifferAsync()
    {
        var callbackUrl = $"{api.BaseAddress}api/v1/payments/callback";
        var stranger = new { orderId = "999999", cardType = "SAMSUNG", cardNo = Approved, amount = 1_000, callbackUrl };
        using var accepted = await pg.PostAsJsonAsync("/api/v1/payments", stranger, ct);
        accepted.EnsureSuccessStatusCode();
        await UntilAsync(async () =>
        {
            using var response = await api.PostAsync(new Uri("/api/v1/reconciliations", UriKind.Relative), content: null, ct);
            var answer = await Answer.ReadAsync(response, ct);
            return answer.Status == HttpStatusCode.Created
                && answer.Data<ReconciliationAnswer>(HttpStatusCode.Created).Breaks!.Count > 0;
        });
    }

    private async Task BreakThePgAsync()
    {
        using var broken = await pg.PutAsJsonAsync("/api/v1/faults", new { refuseRate = 1 }, ct);
        broken.EnsureSuccessStatusCode();
        // At once: one after the other they would not fit into the breaker's window on a slow machine.
        var calls = Enumerable.Range(0, CallsUntilOpen).Select(_ => PlaceAsync(Product, "1234-5678-9814-1451"));
        List<long> orders = [.. await Task.WhenAll(calls)];
        orders.Add(await PlaceAsync(Product, Approved)); // Nothing is sent for this one.
        using var healed = await pg.PutAsJsonAsync("/api/v1/faults", new { }, ct);
        healed.EnsureSuccessStatusCode();
        await UntilEndedAsync(orders);
    }

    private Task UntilEndedAsync(IEnumerable<long> orders) => UntilAsync(async () =>
    {
        foreach (var order in orders)
        {
            if ((await api.GetAnswerAsync($"/api/v1/orders/{order}", ct)).Order.Status == "PENDING")
            {
                return false;
            }
        }

        return true;
    });

    private async Task UntilAsync(Func<Task<bool>> reached)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (!await reached())
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}
