using System.Diagnostics;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Durability;

/// <summary>The simulator as a process of its own, which can be killed.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    private const string Listening = "Now listening on: ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process _process;

    private SimulatorProcess(Process process, HttpClient http) => (_process, Http) = (process, http);

    public HttpClient Http { get; }

    /// <summary>Starts it and waits until it is healthy.</summary>
    public static async Task<SimulatorProcess> StartAsync(
        string connectionString, Merchant merchant, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Commerce.PgSimulator.dll")])
        { RedirectStandardOutput = true };
        (string Key, string Value)[] environment =
        [
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"), // It says which port it got.
            ("ConnectionStrings__paymentgateway", connectionString),
            ("Callbacks__AllowedPrefixes__0", merchant.Address),
            ("Logging__LogLevel__Default", "Warning"),
            ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"),
            .. settings,
        ];
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;
        var running = new SimulatorProcess(process, new HttpClient { BaseAddress = await AddressAsync(process) });
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

    private static async Task<Uri> AddressAsync(Process process)
    {
        var address = new TaskCompletionSource<Uri>();
        process.OutputDataReceived += (_, line) => Hear(line.Data, address);
        process.BeginOutputReadLine();
        return await address.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private static void Hear(string? line, TaskCompletionSource<Uri> address)
    {
        if (line is null)
        {
            address.TrySetException(new InvalidOperationException("The simulator has ended at start."));
        }
        else if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
        {
            address.TrySetResult(new Uri(line[(at + Listening.Length)..]));
        }
    }
}
