using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Durability;

/// <summary>The simulator as a process of its own, which can be killed.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    private readonly Process _process;

    private SimulatorProcess(Process process, HttpClient http) => (_process, Http) = (process, http);

    public HttpClient Http { get; }

    /// <summary>Starts it and waits until it is healthy.</summary>
    public static async Task<SimulatorProcess> StartAsync(string connectionString, Merchant merchant, params (string Key, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Commerce.PgSimulator.dll")]);
        (string Key, string Value)[] environment =
        [
            ("ASPNETCORE_URLS", address.ToString()),
            ("ConnectionStrings__paymentgateway", connectionString),
            ("Callbacks__AllowedPrefixes__0", merchant.Address),
            ("Logging__LogLevel__Default", "Warning"),
            .. settings,
        ];
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var running = new SimulatorProcess(Process.Start(start)!, new HttpClient { BaseAddress = address });
        await Until.TrueAsync(running.IsHealthyAsync);
        return running;
    }

    /// <summary>Signal 9: nothing is finished, nothing is said.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task<bool> IsHealthyAsync()
    {
        Assert.False(_process.HasExited, "The simulator has ended at start.");
        try
        {
            using var answer = await Http.GetAsync("/health", TestContext.Current.CancellationToken);
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
