using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Commerce.TestHost;

namespace Commerce.IntegrationTests;

/// <summary>A further API process beside the shop's, on the same database, with two connections to it.</summary>
internal sealed class NarrowApi : IAsyncDisposable
{
    public const int PoolSize = 2;

    private readonly Process _process;
    private readonly HttpClient _http;

    private NarrowApi(Process process, Uri address) =>
        (_process, _http) = (process, new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) });

    /// <param name="timeLimit">How long it waits for the PG.</param>
    public static async Task<NarrowApi> StartAsync(Shop shop, TimeSpan timeLimit)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var database = await shop.Stack.ConnectionStringAsync(StackResources.CommerceDatabase, TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("dotnet", [BuiltService.DllOf("Commerce.Api"), $"--urls={address}"]);
        start.Environment["ConnectionStrings__commerce"] = $"{database};MaximumPoolSize={PoolSize}";
        start.Environment["Pg__BaseAddress"] = shop.Stack.AddressOf(StackResources.PgSimulator).ToString();
        start.Environment["Pg__CallbackUrl"] = shop.CallbackUrl.ToString();
        start.Environment["Pg__TimeLimit"] = timeLimit.ToString("c", null);
        start.Environment["Logging__LogLevel__Default"] = "None"; // What it would say goes into the test run's own output.
        var api = new NarrowApi(Process.Start(start)!, address);
        await api.HealthyAsync();
        return api;
    }

    /// <summary>Orders one piece by card and reads the answer's status and, from its body, the order's id.</summary>
    public async Task<(HttpStatusCode Status, long OrderId)> OrderAsync(long productId, string cardNo)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = JsonContent.Create(Shop.CardOrder(productId, 1, cardNo)) };
        request.Headers.Add("X-USER-ID", "demo1");
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
        return (response.StatusCode, body["data"]?["id"]?.GetValue<long>() ?? body["orderId"]!.GetValue<long>());
    }

    public async Task<HttpStatusCode> ReadProductsAsync()
    {
        using var response = await _http.GetAsync(new Uri("/api/v1/products", UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task HealthyAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await IsHealthyAsync())
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private async Task<bool> IsHealthyAsync()
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // It does not listen yet.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
