using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Commerce.TestHost;

namespace Commerce.PgSimulator.Load;

/// <summary>The simulator as a process of its own with all faults off, its database, and its merchant.</summary>
internal sealed class LoadBench : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly CommerceStack _database;
    private readonly Process _process;
    private readonly HttpClient _http;

    private LoadBench(CommerceStack database, Process process, HttpClient http, CountingMerchant merchant) =>
        (_database, _process, _http, Merchant) = (database, process, http, merchant);

    public CountingMerchant Merchant { get; }

    public static async Task<LoadBench> StartAsync((int Min, int Max) processDelayMs)
    {
        var database = await CommerceStack.CreateAsync(new CommerceStackOptions { DatabaseOnly = true });
        var merchant = await CountingMerchant.StartAsync();
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Commerce.PgSimulator.dll")]);
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["ConnectionStrings__paymentgateway"] = await database.ConnectionStringAsync(
            StackResources.PaymentGatewayDatabase);
        start.Environment["Callbacks__AllowedPrefixes__0"] = merchant.Address;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["Faults__RefuseRate"] = "0";
        start.Environment["Faults__AcceptDelayMinMs"] = "0";
        start.Environment["Faults__AcceptDelayMaxMs"] = "0";
        start.Environment["Faults__ProcessDelayMinMs"] = processDelayMs.Min.ToString(CultureInfo.InvariantCulture);
        start.Environment["Faults__ProcessDelayMaxMs"] = processDelayMs.Max.ToString(CultureInfo.InvariantCulture);
        var bench = new LoadBench(database, Process.Start(start)!, new HttpClient { BaseAddress = address }, merchant);
        await UntilAsync(bench.IsHealthyAsync);
        return bench;
    }

    /// <summary>Sends one payment request; answers whether it was accepted.</summary>
    public async Task<bool> PayAsync(int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments");
        request.Headers.Add("X-USER-ID", "load");
        request.Content = JsonContent.Create(new
        {
            orderId = $"load-{number:D8}",
            cardType = "KB",
            cardNo = "4242-4242-4242-4242",
            amount = 1_000,
            callbackUrl = Merchant.Address,
        });
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>The process's resident memory in MiB.</summary>
    public long MemoryMiB()
    {
        _process.Refresh();
        return _process.WorkingSet64 >> 20;
    }

    public async Task<int> PendingAsync()
    {
        var summary = await _http.GetFromJsonAsync<JsonElement>("/api/v1/books/summary");
        return summary.GetProperty("data").GetProperty("pending").GetInt32();
    }

    public static async Task UntilAsync(Func<Task<bool>> reached)
    {
        while (!await reached())
        {
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        await Merchant.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<bool> IsHealthyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("/health", UriKind.Relative));
            return answer.IsSuccessStatusCode;
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
