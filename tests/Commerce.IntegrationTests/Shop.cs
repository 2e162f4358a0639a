using System.Net;
using System.Net.Http.Json;
using Commerce.IntegrationTests.Callbacks;
using Commerce.TestHost;
using Commerce.TestHost.Client;
using Commerce.TestHost.Invariants;
using MySqlConnector;

namespace Commerce.IntegrationTests;

/// <summary>One running stack and what a customer can do with it. The PG rolls no dice here: the card decides.</summary>
public class Shop : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HashSet<string> _knownBreaches = [];
    private HttpClient _api = null!;

    public CommerceStack Stack { get; private set; } = null!;

    public HttpClient Pg { get; private set; } = null!;

    /// <summary>Where the PG posts its callbacks.</summary>
    public Uri CallbackUrl => new(Stack.AddressOf(StackResources.Api), "/api/v1/payments/callback");

    public virtual async ValueTask InitializeAsync()
    {
        Stack = await CommerceStack.CreateAsync(await OptionsAsync(), TestContext.Current.CancellationToken);
        _api = Stack.CreateClient(StackResources.Api);
        Pg = Stack.CreateClient(StackResources.PgSimulator);
        Pg.DefaultRequestHeaders.Add("X-USER-ID", "demo1");
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _api.Dispose();
        Pg.Dispose();
        await Stack.DisposeAsync();
    }

    /// <summary>Sends an order; the caller looks at the answer.</summary>
    /// <param name="api">Null: the stack's own API.</param>
    public async Task<Answer> SendOrderAsync(
        object order, string member = "demo1", string? language = null, string? idempotencyKey = null, HttpClient? api = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = JsonContent.Create(order) };
        request.Headers.Add("X-USER-ID", member);
        foreach (var (name, value) in new[] { ("Accept-Language", language), ("Idempotency-Key", idempotencyKey) })
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }

        using var response = await (api ?? _api).SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response, TestContext.Current.CancellationToken);
    }

    /// <summary>Places an order for one product and returns its id, paid or not.</summary>
    public async Task<long> PlaceAsync(long productId, int quantity, string cardNo) =>
        (await SendOrderAsync(CardOrder(productId, quantity, cardNo))).OrderId;

    public Task<Answer> CancelAsync(long orderId, string member = "demo1") => PostAsync($"/api/v1/orders/{orderId}/cancel", member);

    /// <param name="api">Null: the stack's own API.</param>
    public Task<Answer> ClaimCouponAsync(long couponId, string member, HttpClient? api = null) =>
        PostAsync($"/api/v1/coupons/{couponId}/claim", member, api);

    public static object CardOrder(long productId, int quantity, string cardNo) =>
        new { items = new[] { new { productId, quantity } }, cardType = "SAMSUNG", cardNo };

    public async Task<OrderAnswer> OrderAsync(long orderId) => (await GetAsync($"/api/v1/orders/{orderId}")).Order;

    public async Task<int> StockAsync(long productId) => (await GetAsync($"/api/v1/products/{productId}")).Data<ProductAnswer>().Stock;

    /// <summary>Reads an order until its status is no longer PENDING.</summary>
    public Task<OrderAnswer> EndOfAsync(long orderId, TimeSpan? within = null) =>
        UntilAsync(orderId, order => order.Status != "PENDING", within);

    /// <summary>The PG's key for an order's payment; where its answer took too long on a busy machine, the worker finds the key.</summary>
    public async Task<string> KeyOfAsync(long orderId) =>
        (await UntilAsync(orderId, order => order.Payment.TransactionKey is not null)).Payment.TransactionKey!;

    /// <summary>Reads an order until it is as wanted.</summary>
    /// <param name="within">Null: a limit for a hang, which is not part of what is tested.</param>
    public async Task<OrderAnswer> UntilAsync(long orderId, Func<OrderAnswer, bool> reached, TimeSpan? within = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(within ?? Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        OrderAnswer order;
        do
        {
            order = await OrderAsync(orderId);
            if (reached(order))
            {
                return order;
            }
        }
        while (!limit.IsCancellationRequested && await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken));

        throw new TimeoutException($"Order {orderId} is still {order}\n{Stack.OutputTail()}");
    }

    /// <summary>Sends a callback as the PG would.</summary>
    /// <param name="api">Null: the stack's own API.</param>
    internal async Task<HttpStatusCode> SendAsync(SignedCallback callback, HttpClient? api = null)
    {
        using var request = callback.ToRequest();
        using var response = await (api ?? _api).SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    public Task<HttpResponseMessage> SendRawAsync(HttpRequestMessage request) => _api.SendAsync(
        request, TestContext.Current.CancellationToken);

    /// <summary>Reads a value until it is as wanted.</summary>
    public static async Task ReadUntilAsync(Func<Task<string?>> read, string wanted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await read() != wanted)
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>Sends a request again while another one with its idempotency key counts as at work.</summary>
    public static async Task<Answer> UntilNotInFlightAsync(Func<Task<Answer>> send)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        Answer answer;
        while ((answer = await send()).Status == HttpStatusCode.Conflict)
        {
            Assert.Equal("IDEMPOTENCY_003", answer.ErrorCode);
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        return answer;
    }

    public async Task<MySqlConnection> OpenDatabaseAsync()
    {
        var connection = new MySqlConnection(
            await Stack.ConnectionStringAsync(StackResources.CommerceDatabase, TestContext.Current.CancellationToken));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Our books against the PG's, and both against the rules. Empty when all is well.</summary>
    public virtual async Task<IReadOnlyList<string>> BreachesAsync()
    {
        await using var connection = await OpenDatabaseAsync();
        return await InvariantChecker.BreachesAsync(connection);
    }

    /// <summary>The breaches that were not there when this was last asked: each is the fault of one test, not of all that follow.</summary>
    public async Task<IReadOnlyList<string>> NewBreachesAsync() => [.. (await BreachesAsync()).Where(_knownBreaches.Add)];

    public async Task<HttpResponseMessage> GetRawAsync(string path, string? member = "demo1")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (member is not null)
        {
            request.Headers.Add("X-USER-ID", member);
        }

        return await _api.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Starts the API after it was killed. Its address stays, but open connections do not.</summary>
    public Task StartApiAsync() => Stack.StartAsync(StackResources.Api, TestContext.Current.CancellationToken);

    /// <summary>Starts what a test has left down, and wakes what it has left frozen.</summary>
    public async Task StartWhatIsDownAsync()
    {
        foreach (var process in Parts.SelectMany(Stack.ProcessesOf))
        {
            if (Stack.PidOf(process) is not null)
            {
                Stack.Resume(process);
                continue;
            }

            await Stack.StartAsync(process, TestContext.Current.CancellationToken);
        }
    }

    private async Task<Answer> PostAsync(string path, string member, HttpClient? api = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("X-USER-ID", member);
        using var response = await (api ?? _api).SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response, TestContext.Current.CancellationToken);
    }

    private async Task<Answer> GetAsync(string path)
    {
        using var response = await GetRawAsync(path);
        return await Answer.ReadAsync(response, TestContext.Current.CancellationToken);
    }

    /// <summary>What the stack consists of; each needs those before it.</summary>
    protected virtual IReadOnlyList<string> Parts => [StackResources.MySql, .. StackResources.Services];

    /// <summary>How the stack differs from a user's. May be extended.</summary>
    protected virtual ValueTask<CommerceStackOptions> OptionsAsync() => new(ShopSettings.QuickAndHonest());
}
