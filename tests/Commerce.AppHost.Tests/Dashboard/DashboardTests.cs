using Commerce.AppHost.Demo;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Commerce.AppHost.Tests.Dashboard;

/// <summary>What a user sees who starts the stack: the console, the files, and the dashboard in a browser.</summary>
public sealed class DashboardTests(RunningHost host) : IClassFixture<RunningHost>
{
    private static readonly string[] Services = ["mysql", "pg-simulator", "commerce-api", "worker"];

    [Fact]
    public void The_console_ends_the_start_with_addresses_and_is_silent_otherwise()
    {
        SkipWhereNoneRuns();
        Assert.Contains("Login to the dashboard at http://localhost:", host.Output, StringComparison.Ordinal);
        Assert.Matches(@"API reference +http://localhost:\d+/scalar", host.Output);
        Assert.Matches(@"PG page +http://localhost:\d+", host.Output);
        Assert.DoesNotMatch("(?m)^(info|warn|fail): ", host.Output); // Of Aspire itself.
        Assert.DoesNotContain("info: ", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_each_service_prints_is_in_its_file()
    {
        SkipWhereNoneRuns();
        foreach (var service in Services)
        {
            using var reader = new StreamReader(File.Open(Path.Combine(host.Folder, "logs", $"{service}.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            Assert.Matches("Now listening on|ready for connections", reader.ReadToEnd());
        }
    }

    [Fact]
    public async Task The_pg_is_broken_and_healed_in_the_dashboard_and_the_circuit_is_seen_to_open_and_close()
    {
        SkipWhereNoneRuns();
        var page = await host.OpenAsync();
        foreach (var circuit in new[] { "api-pg-payments", "api-pg-lookups", "api-pg-cancels" })
        {
            await Expect(Row(page, circuit)).ToContainTextAsync("CLOSED");
        }

        Assert.Equal(0, await page.Locator(".fluent-messagebar.intent-error").CountAsync()); // No banner about certificates.
        await RunAsync(page, "Lets the PG fail", "Break");
        await RunAsync(page, "Places orders", "Place orders");
        await Expect(Row(page, "api-pg-payments")).ToContainTextAsync("OPEN");

        await page.GetByTitle("Takes every fault away").ClickAsync();
        await Expect(Row(page, "api-pg-payments")).ToContainTextAsync("HALF");
        await RunAsync(page, "Places orders", "Place orders");
        await Expect(Row(page, "api-pg-payments")).ToContainTextAsync("CLOSED");
        await page.CloseAsync();
    }

    [Fact]
    public async Task An_orders_trace_is_found_by_the_orders_id()
    {
        SkipWhereNoneRuns();
        var page = await host.OpenAsync();
        using var api = new HttpClient { BaseAddress = host.Api };
        var orders = new[] { new DemoOrder("one", 4, DemoCard.For("approved")), new DemoOrder("other", 5, DemoCard.For("approved")) };
        await new DemoShop(api, TimeProvider.System).BuyAsync(orders, TestContext.Current.CancellationToken);

        foreach (var order in orders)
        {
            await page.GotoAsync(new Uri(new Uri(page.Url), $"/traces?filters=commerce.order.id:equals:{order.OrderId}").ToString());
            await Expect(page.GetByText("commerce-api: POST /api/v1/orders/")).ToHaveCountAsync(1);
        }

        await page.CloseAsync();
    }

    private static ILocator Row(IPage page, string resource) =>
        page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByText(resource, new() { Exact = true }) });

    // The form is filled with what fits already: the fault that refuses, and twenty orders by the card that rolls the dice.
    private static async Task RunAsync(IPage page, string title, string button)
    {
        var confirm = page.Locator("fluent-dialog fluent-button.aspire-button", new() { HasText = button });
        for (var attempt = 1; await confirm.CountAsync() == 0 && attempt <= 10; attempt++)
        {
            await page.GetByTitle(title).ClickAsync(); // A click while the page draws itself anew is lost.
            await Task.WhenAny(confirm.WaitForAsync(), Task.Delay(TimeSpan.FromSeconds(15), TimeProvider.System, TestContext.Current.CancellationToken));
        }

        await confirm.ClickAsync();
        await Expect(page.Locator("fluent-dialog")).ToHaveCountAsync(0);
    }

    private static void SkipWhereNoneRuns() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Follows processes through /proc.");
}
