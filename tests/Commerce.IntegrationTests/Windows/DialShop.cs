using System.Net;
using System.Net.Http.Json;
using Commerce.TestHost;
using Commerce.TestHost.Client;
using Dapper;

namespace Commerce.IntegrationTests.Windows;

/// <summary>A shop that is paid in a window by clients without a browser, at a gateway whose uncertain ways can be chosen.</summary>
public sealed class DialShop : Shop
{
    private const string Dials = "/toss/dials";
    private const long Product = 5;

    private WindowBuyer _buyer = null!;

    internal Bookkeeper Books => new(this, gateway: "toss");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _buyer = new WindowBuyer(Stack.AddressOf(StackResources.PgSimulator), Stack.AddressOf(StackResources.Api));
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _buyer.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Turns the one dial on until the result is disposed of; null: none is on.</summary>
    public async Task<IAsyncDisposable> WithDialAsync(string? dial)
    {
        await PutDialsAsync(dial is null ? [] : new() { [dial] = true });
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
        var paymentKey = await _buyer.AgreeAsync(order.Checkout, fate);
        return await PostAsync(order.Id, "pay", new { paymentKey, amount = order.Checkout.Amount });
    }

    /// <summary>The order with another attempt, or with the one that still waits for its buyer.</summary>
    internal async Task<WindowOrder> RenewAsync(long orderId) =>
        (await PostAsync(orderId, "checkout", null)).Data<WindowOrder>(HttpStatusCode.Created);

    /// <summary>How often the gateway took money for the order, whether it gave it back or not.</summary>
    public async Task<int> CapturesAsync(long orderId)
    {
        await using var database = await OpenDatabaseAsync();
        return await database.ExecuteScalarAsync<int>(
            """
            SELECT COUNT(*) FROM commerce_payments own
              JOIN paymentgateway.toss_payments p ON p.order_id = own.merchant_order_id
              JOIN paymentgateway.toss_transactions t ON t.payment_key = p.payment_key AND t.kind = 'APPROVAL'
            WHERE own.order_id = @orderId
            """,
            new { orderId });
    }

    /// <summary>The day in Seoul on which the gateway took the money.</summary>
    public async Task<DateOnly> DayOfAsync(string paymentKey)
    {
        await using var database = await OpenDatabaseAsync();
        var at = await database.ExecuteScalarAsync<DateTime>(
            "SELECT approved_at + INTERVAL 9 HOUR FROM paymentgateway.toss_payments WHERE payment_key = @paymentKey", new { paymentKey });
        return DateOnly.FromDateTime(at);
    }

    // Many orders a minute are the test's and not a shop's, so nobody counts them; and the PG takes little time, and gives little.
    protected override ValueTask<CommerceStackOptions> OptionsAsync() => new(
        ShopSettings.QuickAndHonest(appHostArgs: ["--Commerce:Toss=true"])
            .With(StackResources.PgSimulator, "Toss__RequestsPerMinute", "0")
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
