using System.Diagnostics;
using Commerce.Api.Tests.Hosting;
using Commerce.TestHost;

namespace Commerce.Api.Tests.Documents;

/// <summary>The reference page in a real browser: it works under the policy that we send with it.</summary>
[SameOnEveryDatabase]
public sealed class ReferencePageTests(RunningApi api)
{
    private static readonly string[] Flags =
        ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--enable-logging=stderr", "--virtual-time-budget=30000",
            "--dump-dom"];

    [Fact]
    public async Task It_shows_the_requests_and_the_browser_blocks_nothing_of_it()
    {
        var chromium = InstalledBrowser.Executable;
        Assert.SkipWhen(chromium is null, InstalledBrowser.MissingReason);
        var ct = TestContext.Current.CancellationToken;
        var profile = Directory.CreateTempSubdirectory("commerce-browser-");
        var start = new ProcessStartInfo(
            chromium!, [.. Flags, $"--user-data-dir={profile.FullName}", new Uri(api.Client.BaseAddress!, "/scalar").ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var browser = Process.Start(start)!;
        var console = browser.StandardError.ReadToEndAsync(ct);
        var page = await browser.StandardOutput.ReadToEndAsync(ct);
        await browser.WaitForExitAsync(ct);
        profile.Delete(recursive: true);

        Assert.Contains("Read what is known about you", page, StringComparison.Ordinal); // The groups below the first one are closed.
        Assert.Contains("Open Group - Circuits", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Content Security Policy", await console, StringComparison.Ordinal);
    }
}
