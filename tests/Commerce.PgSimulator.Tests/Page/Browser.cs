using Commerce.TestHost;
using Microsoft.Playwright;

namespace Commerce.PgSimulator.Tests.Page;

/// <summary>The machine's own Chromium, driven by Playwright. Nothing is downloaded; without a browser the tests are skipped.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>
    /// A name for this machine that the browser does not take for a safe origin: what it grants to localhost only is missing there.
    /// </summary>
    public const string PlainHost = "pg.example";

    private static readonly string[] Flags =
    [
        $"--host-resolver-rules=MAP {PlainHost} 127.0.0.1",
        "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync",
    ];

    private const float PatienceMs = 30_000; // Playwright's own 5 s are short for a busy machine.

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (InstalledBrowser.Executable is not { } executable)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = executable, Args = Flags });
    }

    /// <summary>A fresh page of that size in CSS pixels. The caller disposes it.</summary>
    /// <param name="script">Runs in the page before its own scripts.</param>
    public async Task<OpenPage> OpenAsync(Uri address, int width = 1280, int height = 900, string? script = null)
    {
        Assert.SkipWhen(_browser is null, InstalledBrowser.MissingReason);
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        if (script is not null)
        {
            await context.AddInitScriptAsync(script);
        }

        var page = await context.NewPageAsync();
        var opened = new OpenPage(context, page);
        await page.GotoAsync(address.ToString());
        await Assertions.Expect(page.Locator("#connection")).ToHaveTextAsync("Live");
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
