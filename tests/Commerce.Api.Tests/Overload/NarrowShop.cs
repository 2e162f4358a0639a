extern alias CommerceApi;

using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Payments;
using Commerce.Core.Persistence;
using Commerce.TestHost.Client;
using Commerce.TestHost.Gateways;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Overload;

/// <summary>An API that places one order at once and lets one more wait, with a database of its own and a PG that can be held up.</summary>
public class NarrowShop(RunningApi api) : IAsyncLifetime
{
    public const long Product = 4;

    private static readonly string[] Signed = ["webhook-id", "webhook-timestamp", "webhook-signature"];

    private const string Queued = "aspnetcore.rate_limiting.queued_requests";
    private const string RefusedRequests = "commerce.requests.refused";

    private MeasuredHost? _measured;
    private ScriptedPg? _pg;
    private HttpClient? _client;
    private WebApplicationFactory<CommerceApi::Program>? _shop;

    /// <summary>How long a body may take to come in. By default the test decides.</summary>
    protected virtual TimeSpan BodyTimeout => TimeSpan.FromMinutes(10);

    // Where there is no server the API's own client skips the test and says why.
    private HttpClient Client => _client ?? api.Client;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (!api.HasServer)
        {
            return;
        }

        var database = await api.NewDatabaseAsync($"narrow_{Guid.NewGuid():N}"[..20]);
        _pg = await ScriptedPg.StartAsync();
        _shop = new ApiFactory(database, _pg.Address).WithWebHostBuilder(builder => builder
            .ConfigureKestrel(kestrel => kestrel.Limits.MinRequestBodyDataRate = null) // Ours is tested.
            .UseSetting("Overload:PlacingAtOnce", "1")
            .UseSetting("Overload:PlacingQueue", "1")
            .UseSetting("Overload:BodyTimeout", BodyTimeout.ToString())
            .UseSetting("Pg:TimeLimit", "00:01:00") // The test decides how long an order is at the PG.
            .UseSetting("Pg:Callbacks", "Signed")
            .UseSetting("Pg:CallbackSecrets:0", RunningApi.CallbackSecret));
        _shop.UseKestrel();
        _shop.StartServer();
        _measured = new MeasuredHost(
            _shop.Services, (Queued, "aspnetcore.rate_limiting.policy"), (RefusedRequests, "commerce.request.limit"));
        _client = new HttpClient { BaseAddress = _shop.ClientOptions.BaseAddress };
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _measured?.Dispose();
        await (_shop?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_pg?.DisposeAsync() ?? ValueTask.CompletedTask);
        GC.SuppressFinalize(this);
    }

    /// <summary>A connection of its own, for what <see cref="HttpClient"/> does not do.</summary>
    public async Task<TcpClient> ConnectAsync()
    {
        var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", Client.BaseAddress!.Port, Ct);
        return socket;
    }

    /// <summary>Returns when so many orders wait for their turn.</summary>
    public Task UntilQueuedAsync(int orders) => _measured!.UntilAsync(Queued, "placing", orders);

    /// <summary>How many requests were refused so far, by limit.</summary>
    public long Refused(string limit) => _measured!.Sum(RefusedRequests, limit);

    /// <summary>The PG accepts the next payment under this key.</summary>
    public void PgAccepts(string transactionKey) => _pg?.OnSend(ScriptedPg.Accepted(transactionKey));

    /// <summary>The PG takes the next payment and accepts it under this key when it is told to go on.</summary>
    public HeldPg HoldPg(string transactionKey)
    {
        var held = new HeldPg(transactionKey);
        _pg?.OnSend(held.AnswerAsync);
        return held;
    }

    public async Task<Answer> PlaceAsync(string member, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders");
        request.Content = JsonContent.Create(
            new { items = new[] { new { productId = Product, quantity = 1 } }, cardType = "KB", cardNo = "1234-5678-9814-1451" });
        request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey is null ? [] : [idempotencyKey]);
        return await SendAsync(request, member);
    }

    public async Task<Answer> GetAsync(string path, string member = "demo1")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, member);
    }

    public async Task<Answer> CancelAsync(long orderId, string member)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/orders/{orderId}/cancel");
        return await SendAsync(request, member);
    }

    /// <summary>The PG calls back: it has the money.</summary>
    public async Task<HttpStatusCode> CallBackAsync(OrderAnswer order)
    {
        var (key, amount) = (order.Payment.TransactionKey, order.Payment.Amount);
        var body = $$"""{"transactionKey":"{{key}}","orderId":"ORDER{{order.Id:D6}}","amount":{{amount}},"status":"SUCCESS"}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments/callback");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var headers = SignedHeaders.Of(body, RunningApi.CallbackSecret);
        foreach (var name in Signed)
        {
            request.Headers.TryAddWithoutValidation(name, headers[name]);
        }

        using var response = await Client.SendAsync(request, Ct);
        return response.StatusCode;
    }

    public Task<T> InDatabaseAsync<T>(Func<CommerceDbContext, Task<T>> work) =>
        _shop!.Services.GetRequiredService<DatabaseTransaction>().ExecuteAsync((db, _) => work(db), Ct);

    private async Task<Answer> SendAsync(HttpRequestMessage request, string member)
    {
        request.Headers.Add("X-USER-ID", member);
        using var response = await Client.SendAsync(request, Ct);
        return await Answer.ReadAsync(response, Ct);
    }
}
