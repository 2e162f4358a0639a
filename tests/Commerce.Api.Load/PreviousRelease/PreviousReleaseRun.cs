using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Commerce.Api.Load.PaidOrders;
using Commerce.TestHost;
using Commerce.TestHost.Invariants;
using Dapper;
using Spectre.Console;

namespace Commerce.Api.Load.PreviousRelease;

/// <summary>
/// API and worker of the release before, started on a database that this release has made, and this release's beside them: buyers at both
/// APIs at once, and whichever worker comes first takes what is due.
/// </summary>
internal sealed class PreviousReleaseRun(FileInfo api, FileInfo worker, TimeSpan duration, IAnsiConsole console)
{
    private const int ClientsEach = 4;

    // Pages in use of the tables' files; what has been made before the orders is part of it.
    private const string Size = "SELECT SUM(file_size) FROM information_schema.innodb_tablespaces WHERE name LIKE 'commerce/%'";

    private readonly string _secret = $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";

    /// <returns>The exit code: 0 when all went well.</returns>
    public async Task<int> ExecuteAsync()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        await using var shop = await PaidOrdersShop.StartAsync(adjust: options => options
            .With(StackResources.Api, "Pg__CallbackSecrets__0", _secret)
            .With(StackResources.PgSimulator, "Callbacks__Secrets__0", _secret)
            .With(StackResources.PgSimulator, "Callbacks__AllowedPrefixes__1", address.ToString().TrimEnd('/')));
        await using var server = await shop.OpenServerAsync("AllowUserVariables=true");
        var size = await server.ExecuteScalarAsync<long>(Size);
        await using var before = await OlderProcess.StartAsync(api, address, await SettingsAsync(shop, address));
        await using var worked = await OlderProcess.StartAsync(
            worker, new Uri($"http://127.0.0.1:{FreePort()}"), await SettingsAsync(shop, address));

        var (atOld, atNew) = (new PaidOrdersFigures(), new PaidOrdersFigures());
        using var olds = new Buyers(shop, ClientsEach, shop.Products, address);
        using var news = new Buyers(shop, ClientsEach, shop.Products);
        await Task.WhenAll(olds.RunAsync(duration, atOld), news.RunAsync(duration, atNew));

        await server.ExecuteAsync("USE commerce");
        var breaches = await InvariantChecker.BreachesAsync(server);
        console.MarkupLineInterpolated($"orders at the release before: {Text(atOld)}; at this one: {Text(atNew)}");
        console.MarkupLineInterpolated(
            $"bytes on the disk an order: {(await server.ExecuteScalarAsync<long>(Size) - size) / Math.Max(1, atOld.Paid + atNew.Paid)}");
        console.MarkupLineInterpolated($"breaches of the invariants: {breaches.Count} {string.Join("; ", breaches)}");
        return OnlyCompleted(atOld) && OnlyCompleted(atNew) && breaches.Count == 0 ? 0 : 1;
    }

    private async Task<(string Name, string Value)[]> SettingsAsync(PaidOrdersShop shop, Uri address) =>
    [
        ("ConnectionStrings__commerce", await shop.Stack.ConnectionStringAsync(StackResources.CommerceDatabase)),
        ("Pg__BaseAddress", shop.Stack.AddressOf(StackResources.PgSimulator).ToString()),
        ("Pg__CallbackUrl", new Uri(address, "/api/v1/payments/callback").ToString()),
        ("Pg__CallbackSecrets__0", _secret),
        ("Pg__HonoursIdempotencyKey", "true"),
        ("ASPNETCORE_ENVIRONMENT", "Development"), // Whoever comes in is believed.
        ("Database__MigrateAtStart", "false"),
        ("Database__DemoData", "false"),
    ];

    private static bool OnlyCompleted(PaidOrdersFigures figures) =>
        figures.Paid > 0 && figures.Ends.Keys.All(end => end == "COMPLETED");

    private static string Text(PaidOrdersFigures figures) => string.Join(", ", figures.Ends.Select(end => $"{end.Value} {end.Key}"));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
