using Commerce.TestHost;
using Microsoft.Playwright;

namespace Commerce.IntegrationTests.Windows;

/// <summary>A shop that is paid in a window, and the machine's own browser to look into it. Without a browser there is neither.</summary>
public sealed class WindowShop : Shop
{
    private const float PatienceMs = 60_000;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public override async ValueTask InitializeAsync()
    {
        if (InstalledBrowser.Executable is not { } executable)
        {
            return;
        }

        await base.InitializeAsync();
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = executable, Args = ["--headless", "--no-sandbox", "--disable-gpu"] });
    }

    /// <summary>Places an order and opens its page. The caller disposes of the page's context.</summary>
    public async Task<(long OrderId, IPage Page)> OpenCheckoutAsync()
    {
        Assert.SkipWhen(_browser is null, InstalledBrowser.MissingReason);
        var order = await SendOrderAsync(new { items = new[] { new { productId = 5, quantity = 1 } }, payWith = "toss" });
        var orderId = order.Data<OrderId>(System.Net.HttpStatusCode.Created).Id;
        var page = await _browser!.NewPageAsync();
        page.SetDefaultTimeout(PatienceMs);
        await page.GotoAsync($"{new Uri(Stack.AddressOf(StackResources.Api), $"/checkout/{orderId}")}");
        return (orderId, page);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            _playwright!.Dispose();
            await base.DisposeAsync();
        }
    }

    protected override ValueTask<CommerceStackOptions> OptionsAsync() =>
        new(ShopSettings.QuickAndHonest(appHostArgs: ["--Commerce:Toss=true"]));

    private sealed record OrderId(long Id);
}
