using System.Net;
using System.Net.Http.Json;
using System.Text;
using Commerce.TestHost;
using Commerce.TestHost.Client;

namespace Commerce.IntegrationTests.Windows;

/// <summary>A shop that is paid in a window by clients without a browser, at a gateway whose uncertain ways can be chosen.</summary>
public sealed class DialShop : Shop
{
    private const string Dials = "/toss/dials";
    private const long Product = 5;
    private const string SecretKey = "test_sk_of_the_tests";

    internal WindowBuyer Buyer { get; private set; } = null!;

    internal Bookkeeper Books => new(this, gateway: "toss");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Buyer = new WindowBuyer(Stack.AddressOf(StackResources.PgSimulator), Stack.AddressOf(StackResources.Api));
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Buyer.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Turns these dials on, and no other, until the result is disposed of.</summary>
    public async Task<IAsyncDisposable> WithDialsAsync(params string[] dials)
    {
        await PutDialsAsync(dials.ToDictionary(dial => dial, _ => true));
        return new DialsOff(this);
    }

    public async Task<IEnumerable<string>> DialNamesAsync() =>
        (await Pg.GetAnswerAsync(Dials, TestContext.Current.CancellationToken)).Data<Dictionary<string, bool>>().Keys;

    /// <summary>Decides the gateway's next confirm, whatever the buyer picks in the window.</summary>
    public async Task ScriptAsync(string outcome)
    {
        using var response = await Pg.PostAsJsonAsync(
            "/api/v1/faults/script", new { outcomes = new[] { outcome } }, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    internal async Task<WindowOrder> PlaceAsync() =>
        (await SendOrderAsync(new { items = new[] { new { productId = Product, quantity = 1 } }, payWith = "toss" }))
        .Data<WindowOrder>(HttpStatusCode.Created);

    /// <summary>Agrees in the window to pay the order's present attempt, and has the shop confirm it.</summary>
    internal async Task<Answer> PayAsync(WindowOrder order, string fate)
    {
        var paymentKey = await Buyer.AgreeAsync(order.Checkout, fate);
        return await ConfirmAsync(order, paymentKey);
    }

    /// <summary>Has the shop confirm what the buyer has agreed to.</summary>
    internal Task<Answer> ConfirmAsync(WindowOrder order, string paymentKey) =>
        PostAsync(order.Id, "pay", new { paymentKey, amount = order.Checkout.Amount });

    /// <summary>The order with another attempt, or with the one that still waits for its buyer.</summary>
    internal async Task<WindowOrder> RenewAsync(long orderId) =>
        (await PostAsync(orderId, "checkout", null)).Data<WindowOrder>(HttpStatusCode.Created);

    /// <summary>Gives a part of the money back in the gateway's own console.</summary>
    public async Task GiveBackAsync(string paymentKey, long won)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/toss/v1/payments/{paymentKey}/cancel");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{SecretKey}:")));
        request.Content = JsonContent.Create(new { cancelReason = "The buyer asked on the telephone", cancelAmount = won });
        using var response = await Pg.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    // Many orders a minute are the test's and not a shop's, so nobody counts them; and the PG takes little time, and gives little.
    protected override ValueTask<CommerceStackOptions> OptionsAsync() => new(
        ShopSettings.QuickAndHonest(appHostArgs: ["--Commerce:Toss=true"])
            .With(StackResources.PgSimulator, "Toss__RequestsPerMinute", "0")
            .With(StackResources.PgSimulator, "Toss__SecretKey", SecretKey)
            .With(StackResources.Api, "Gateways__Toss__SecretKey", SecretKey)
            .With(StackResources.Worker, "Gateways__Toss__SecretKey", SecretKey)
            .With(StackResources.PgSimulator, "Toss__ConfirmWithin", "00:00:20")
            .With(StackResources.Api, "Gateways__Toss__RequestsPerMinute", "100000")
            .With(StackResources.Worker, "Gateways__Toss__RequestsPerMinute", "100000")
            .With(StackResources.PgSimulator, "Faults__ProcessDelayMinMs", "50")
            .With(StackResources.PgSimulator, "Faults__ProcessDelayMaxMs", "100"));

    private async Task<Answer> PostAsync(long orderId, string act, object? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/orders/{orderId}/{act}");
        request.Headers.Add("X-USER-ID", "demo1");
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await SendRawAsync(request);
        return await Answer.ReadAsync(response, TestContext.Current.CancellationToken);
    }

    private async Task PutDialsAsync(Dictionary<string, bool> dials)
    {
        using var response = await Pg.PutAsJsonAsync(Dials, dials, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private sealed class DialsOff(DialShop shop) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await shop.PutDialsAsync([]);
    }
}

/// <summary>An order that waits for its buyer at a payment window.</summary>
internal sealed record WindowOrder(long Id, CheckoutBlock Checkout);
