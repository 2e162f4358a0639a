using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Commerce.TestHost;

namespace Commerce.IntegrationTests;

/// <summary>One more process of the API beside the stack's own, on the same database and the same PG.</summary>
internal sealed class ApiReplica : IAsyncDisposable
{
    private readonly Process _process;

    private ApiReplica(Process process, HttpClient client) => (_process, Client) = (process, client);

    public HttpClient Client { get; }

    public static Task<ApiReplica> StartAsync(Shop shop, params (string Name, string Value)[] settings) =>
        StartAsync(shop, databaseSettings: string.Empty, settings);

    /// <param name="databaseSettings">Added to its connection string, for example <c>MaximumPoolSize=2</c>.</param>
    public static async Task<ApiReplica> StartAsync(Shop shop, string databaseSettings, params (string Name, string Value)[] settings)
    {
        var ct = TestContext.Current.CancellationToken;
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [ServiceDll.Of("Commerce.Api"), $"--urls={address}"]) { RedirectStandardOutput = true };
        var database = await shop.Stack.ConnectionStringAsync(StackResources.CommerceDatabase, ct);
        start.Environment["ConnectionStrings__commerce"] = $"{database};{databaseSettings}";
        start.Environment["Pg__BaseAddress"] = shop.Stack.AddressOf(StackResources.PgSimulator).ToString();
        start.Environment["Pg__CallbackUrl"] = shop.CallbackUrl.ToString();
        start.Environment["Pg__CallbackSecrets__0"] = ShopSettings.CallbackSecrets[0];
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var replica = new ApiReplica(Process.Start(start)!, new HttpClient { BaseAddress = new Uri(address) });
        replica._process.OutputDataReceived += (_, _) => { };
        replica._process.BeginOutputReadLine();
        await replica.UntilHealthyAsync(ct);
        return replica;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task UntilHealthyAsync(CancellationToken ct)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await IsHealthyAsync(ct))
        {
            Assert.False(_process.HasExited, "The replica has ended.");
            await pace.WaitForNextTickAsync(ct);
        }
    }

    private async Task<bool> IsHealthyAsync(CancellationToken ct)
    {
        try
        {
            using var response = await Client.GetAsync("/health", ct);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
