using System.Text.RegularExpressions;
using Commerce.TestHost;
using Microsoft.Playwright;

namespace Commerce.AppHost.Tests.Dashboard;

/// <summary>
/// One AppHost as a user starts it, with its dashboard, and the machine's own Chromium to look at it. Without a browser there is none.
/// </summary>
public sealed partial class RunningHost : IAsyncLifetime
{
    private const float PatienceMs = 120_000;

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private AppHostProcess? _host;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public string Folder { get; } = Directory.CreateTempSubdirectory("commerce-dashboard-").FullName;

    public string Output => _host!.Output;

    /// <summary>Where the API is, by what the console shows.</summary>
    public Uri Api => new(ApiLink().Match(Output).Groups[1].Value);

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // Follows processes through /proc.
        }

        _host = new AppHostProcess(Folder, []);
        await _host.HealthyAsync(_ct);
        await _host.SaysAsync("Ctrl-C stops all of it", _ct);
        if (InstalledBrowser.Executable is { } executable)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(
                new() { ExecutablePath = executable, Args = ["--headless", "--no-sandbox", "--disable-gpu"] });
        }
    }

    /// <summary>The dashboard, opened by the link that the console shows.</summary>
    public async Task<IPage> OpenAsync()
    {
        Assert.SkipWhen(_browser is null, InstalledBrowser.MissingReason);
        var page = await _browser!.NewPageAsync(new() { ViewportSize = new() { Width = 1400, Height = 900 } });
        page.SetDefaultTimeout(PatienceMs);
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        await page.GotoAsync(LoginLink().Match(Output).Value);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
        if (_host is not null)
        {
            _host.Send(AppHostProcess.SigTerm);
            await _host.UntilNoneRemainsAsync(CancellationToken.None);
            await _host.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    [GeneratedRegex(@"API reference +(http://localhost:\d+)")]
    private static partial Regex ApiLink();

    [GeneratedRegex(@"http://localhost:\d+/login\?t=\w+")]
    private static partial Regex LoginLink();
}
