using System.Diagnostics;
using Commerce.TestHost;

namespace Commerce.IntegrationTests;

/// <summary>One more process of the API beside the stack's own, on the same database and the same PG.</summary>
internal sealed class ApiReplica : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;

    private ApiReplica(Process process, HttpClient client) => (_process, Client) = (process, client);

    public HttpClient Client { get; }

    public static Task<ApiReplica> StartAsync(Shop shop, params (string Name, string Value)[] settings) =>
        StartAsync(shop, databaseSettings: string.Empty, settings);

    /// <param name="databaseSettings">Added to its connection string, for example <c>MaximumPoolSize=2</c>.</param>
    public static Task<ApiReplica> StartAsync(Shop shop, string databaseSettings, params (string Name, string Value)[] settings) =>
        StartAsync(shop, ["dotnet", ServiceDll.Of("Commerce.Api")], databaseSettings, settings);

    /// <param name="program">The command and its arguments.</param>
    public static async Task<ApiReplica> StartAsync(
        Shop shop, IReadOnlyList<string> program, string databaseSettings, params (string Name, string Value)[] settings)
    {
        var ct = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), "--urls=http://127.0.0.1:0"]) { RedirectStandardOutput = true };
        var database = await shop.Stack.ConnectionStringAsync(StackResources.CommerceDatabase, ct);
        start.Environment["ConnectionStrings__commerce"] = $"{database};{databaseSettings}";
        start.Environment["Pg__BaseAddress"] = shop.Stack.AddressOf(StackResources.PgSimulator).ToString();
        start.Environment["Pg__CallbackUrl"] = shop.CallbackUrl.ToString();
        start.Environment["Pg__CallbackSecrets__0"] = ShopSettings.CallbackSecrets[0];
        start.Environment["Auth__TrustedProxies__0"] = "127.0.0.1"; // It runs as in Production; the tests are the gateway in front.
        start.Environment["RateLimits__MemberPerMinute"] = "0";
        start.Environment["RateLimits__AddressPerMinute"] = "0";
        start.Environment["Pg__HonoursIdempotencyKey"] = "true"; // As the AppHost says of the simulator.
        start.Environment["Pg__ConnectTimeout"] = ShopSettings.ConnectTimeout;
        start.Environment["Database__NewWorkTimeout"] = "00:01:00"; // As the stack under test has it.
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var replica = new ApiReplica(process, new HttpClient { BaseAddress = await AddressOfAsync(process, ct) });
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

    // The system picks the port and the process tells it, so nobody else can take it in between.
    private static async Task<Uri> AddressOfAsync(Process process, CancellationToken ct)
    {
        var address = new TaskCompletionSource<Uri>();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                address.TrySetException(new InvalidOperationException("The replica has ended."));
            }
            else if (line.Data.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var start)
            {
                address.TrySetResult(new Uri(line.Data[(start + Listening.Length)..]));
            }
        };
        process.BeginOutputReadLine();
        return await address.Task.WaitAsync(ct);
    }
}
