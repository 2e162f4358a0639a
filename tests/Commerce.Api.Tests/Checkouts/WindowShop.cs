extern alias CommerceApi;

using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Commerce.Api.Tests.Hosting;
using Commerce.Core.Persistence;
using Commerce.Core.Recovery;
using Commerce.TestHost;
using Commerce.TestHost.Gateways;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Commerce.Api.Tests.Checkouts;

/// <summary>An API with a database of its own and Toss configured, in front of a Toss of the tests.</summary>
public sealed class WindowShop(RunningApi api) : IAsyncLifetime
{
    private WebApplicationFactory<CommerceApi::Program>? _shop;
    private HttpClient? _client;
    private FakeToss? _toss;
    private string? _database;

    // Where there is no server the API's own client skips the test and says why.
    public HttpClient Client => _client ?? api.Client;

    public FakeToss Toss => _toss!;

    /// <summary>What the API logs and traces while a test listens.</summary>
    public Overheard Overheard { get; } = new();

    public async ValueTask InitializeAsync()
    {
        if (!api.HasServer)
        {
            return;
        }

        _database = await api.NewDatabaseAsync($"window_{Guid.NewGuid():N}"[..20]);
        _toss = await FakeToss.StartAsync();
        _shop = new ApiFactory(_database, new Uri("http://127.0.0.1:1")).WithWebHostBuilder(builder =>
        {
            builder.ConfigureLogging(logging => logging.AddProvider(Overheard).AddFilter<Overheard>(null, LogLevel.Trace));
            foreach (var (key, value) in _toss.Settings.Append(("Gateways:Toss:ConfirmTimeLimit", "00:00:05")))
            {
                builder.UseSetting(key, value);
            }
        });
        _client = _shop.CreateClient();
        await InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync($"UPDATE products SET stock = 100000", TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await (_shop?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_toss?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    public T Service<T>()
        where T : notnull => _shop!.Services.GetRequiredService<T>();

    public Task<T> InDatabaseAsync<T>(Func<CommerceDbContext, Task<T>> work) =>
        Service<DatabaseTransaction>().ExecuteAsync((db, _) => work(db), TestContext.Current.CancellationToken);

    /// <summary>Another process of the shop that nobody answers where it takes Toss to be.</summary>
    internal Task<IHost> CutOffProcessAsync() => api.AnotherProcessAsync(
        TimeProvider.System,
        settings:
        [
            ("ConnectionStrings:commerce", _database!),
            ("Gateways:Toss:BaseAddress", "http://127.0.0.1:1"),
            .. Toss.Settings.Where(setting => setting.Key != "Gateways:Toss:BaseAddress"),
        ]);

    /// <summary>Places an order and has the buyer authenticate in the window.</summary>
    internal async Task<Checkout> CheckoutAsync(
        int productId = 1, int quantity = 1, long? usePoint = null, long? couponId = null)
    {
        var (status, body) = await SendAsync(
            "/orders", new { items = new[] { new { productId, quantity } }, payWith = "toss", usePoint, couponId });
        Assert.Equal(HttpStatusCode.Created, status);
        return Opened(body!["data"]!);
    }

    /// <summary>Has the buyer authenticate in the window of this answer's attempt.</summary>
    internal Checkout Opened(JsonNode order)
    {
        var (name, amount) = ((string)order["checkout"]!["orderId"]!, (long)order["checkout"]!["amount"]!);
        return new Checkout((long)order["id"]!, name, amount, Toss.Open(name, amount).PaymentKey);
    }

    internal Task<(HttpStatusCode Status, JsonNode? Body)> PayAsync(Checkout checkout, string? key = null, long? amount = null) =>
        SendAsync($"/orders/{checkout.OrderId}/pay", new { paymentKey = key ?? checkout.PaymentKey, amount = amount ?? checkout.Amount });

    internal Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(string path, object body, string? member = null) =>
        SendRawAsync(path, JsonContent.Create(body), member);

    internal Task<(HttpStatusCode Status, JsonNode? Body)> SendTextAsync(string path, string body) =>
        SendRawAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), member: null);

    internal async Task<JsonNode> OrderAsync(long orderId) => (await ReadAsync($"/orders/{orderId}"))["data"]!;

    internal async Task<(string Order, string Payment)> StatesAsync(long orderId)
    {
        var order = await OrderAsync(orderId);
        return ((string)order["status"]!, (string)order["payment"]!["status"]!);
    }

    /// <summary>The next look at every payment is due, and whoever sent a confirm has had the time for it.</summary>
    internal Task MakeDueAsync() => InDatabaseAsync(db => db.Database.ExecuteSqlAsync(
        $"""
        UPDATE commerce_payments SET next_look_at = next_look_at - INTERVAL 1 DAY, confirm_until = confirm_until - INTERVAL 1 DAY
        WHERE next_look_at IS NOT NULL
        """));

    /// <summary>The worker looks at what is open.</summary>
    internal async Task RecoverAsync()
    {
        await MakeDueAsync();
        await Service<RecoverPayments>().ExecuteAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>How many confirms went out for an attempt.</summary>
    internal int SentFor(Checkout checkout) => Toss.Confirms.Count(sent => sent.Confirm.PaymentKey == checkout.PaymentKey);

    internal Task<int> StockIsAsync(long productId, int pieces) => InDatabaseAsync(db => db.Database.ExecuteSqlAsync(
        $"UPDATE products SET stock = {pieces} WHERE id = {productId}", TestContext.Current.CancellationToken));

    internal async Task<JsonNode> ReadAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1{path}");
        request.Headers.Add("X-USER-ID", "demo1");
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }

    private async Task<(HttpStatusCode Status, JsonNode? Body)> SendRawAsync(string path, HttpContent content, string? member)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1{path}") { Content = content };
        request.Headers.Add("X-USER-ID", member ?? "demo1");

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}

/// <summary>An order that waits for its buyer, who has been to the window.</summary>
internal sealed record Checkout(long OrderId, string Name, long Amount, string PaymentKey);
