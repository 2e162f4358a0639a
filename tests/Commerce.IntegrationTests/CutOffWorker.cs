using System.Diagnostics;
using Commerce.TestHost;

namespace Commerce.IntegrationTests;

/// <summary>
/// A second worker beside the stack's own, on the same database, that cannot reach the PG: nobody listens where it looks for it.
/// </summary>
internal sealed class CutOffWorker : IAsyncDisposable
{
    private const int NobodyListens = 1;

    private readonly Process _process;

    private CutOffWorker(Process process) => _process = process;

    public static async Task<CutOffWorker> StartAsync(Shop shop)
    {
        var start = new ProcessStartInfo("dotnet", [ServiceDll.Of("Commerce.Worker"), "--urls=http://127.0.0.1:0"]);
        start.Environment["ConnectionStrings__commerce"] =
            await shop.Stack.ConnectionStringAsync(StackResources.CommerceDatabase, TestContext.Current.CancellationToken);
        start.Environment["Pg__BaseAddress"] = $"http://127.0.0.1:{NobodyListens}";
        start.Environment["Pg__LookupTimeLimit"] = "00:00:30"; // On a busy machine even a refused connection takes its time.
        start.Environment["Pg__CallbackUrl"] = shop.CallbackUrl.ToString();
        start.Environment["PgGateways__standby__Weight"] = "1";
        start.Environment["Recovery__Lease"] = "00:10:00"; // What it does not give back is missed.
        start.Environment["Recovery__FirstLook"] = "00:00:01";
        start.Environment["Recovery__PollInterval"] = "00:00:00.2";
        return new CutOffWorker(Process.Start(start)!);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
