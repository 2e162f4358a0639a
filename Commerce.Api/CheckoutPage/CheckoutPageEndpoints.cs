using Commerce.Api.Access;
using Commerce.Core.Gateways.Toss;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Commerce.Api.CheckoutPage;

/// <summary>
/// <c>/checkout/{orderId}</c>, in Development only: a buyer's page that leads to the payment window of the PG simulator and back, to try an
/// order with <c>payWith</c> by hand. A shop has its own page, and opens Toss's window by Toss's script.
/// </summary>
internal static class CheckoutPageEndpoints
{
    private const string Folder = "/checkout";

    /// <summary>It runs its own script and asks this process.</summary>
    public static readonly (string Path, string Policy) Policy = (
        Folder,
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; frame-ancestors 'none'; "
        + "base-uri 'none'; form-action 'none'");

    public static void MapCheckoutPage(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            return;
        }

        var files = new EmbeddedFileProvider(typeof(CheckoutPageEndpoints).Assembly, $"{typeof(CheckoutPageEndpoints).Namespace}");
        var page = app.MapGroup(Folder).ForEverybody().ExcludeFromDescription();
        page.MapGet("{orderId:long}", () => Send(files, "checkout.html", "text/html; charset=utf-8"));
        page.MapGet("checkout.js", () => Send(files, "checkout.js", "text/javascript"));
        page.MapGet("checkout.css", () => Send(files, "checkout.css", "text/css"));
        page.MapGet("window", (IOptions<TossOptions> toss) => new Window(WindowOf(toss.Value.BaseAddress)));
    }

    private static IResult Send(EmbeddedFileProvider files, string name, string type) =>
        Results.Stream(files.GetFileInfo(name).CreateReadStream(), type);

    // Toss's own window is opened by its script alone.
    private static string? WindowOf(Uri gateway) => gateway.IsLoopback ? $"{gateway.ToString().TrimEnd('/')}/window" : null;

    /// <param name="Address">Where the simulator's payment window is; null when the gateway is Toss itself.</param>
    private sealed record Window(string? Address);
}
