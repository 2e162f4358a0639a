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
            using var reader = new StreamReader(
                File.Open(Path.Combine(host.Folder, "logs", $"{service}.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
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
        await OpenAsync(page, "Lets the PG fail", Button(page, "Yes"));
        await Expect(page.Locator("fluent-dialog")).ToContainTextAsync("until the PG is healed or restarted");
        await Button(page, "Yes").ClickAsync();
        await ConfirmAsync(page, "Break");
        await OpenAsync(page, "Places orders", Button(page, "Place orders"));
        await ConfirmAsync(page, "Place orders");
        await Expect(Row(page, "api-pg-payments")).ToContainTextAsync("OPEN");

        await page.GetByTitle("Takes every fault away").ClickAsync();
        await Expect(Row(page, "api-pg-payments")).ToContainTextAsync("HALF");
        await OpenAsync(page, "Places orders", Button(page, "Place orders"));
        await ConfirmAsync(page, "Place orders");
        await Expect(Row(page, "api-pg-payments")).ToContainTextAsync("CLOSED");
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_wrong_argument_is_told_in_the_form_which_stays_open()
    {
        SkipWhereNoneRuns();
        var page = await host.OpenAsync();
        await OpenAsync(page, "Places orders", Button(page, "Place orders"));
        await page.Locator("fluent-dialog fluent-field > [slot=input]").First.ClickAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("0");

        await Button(page, "Place orders").ClickAsync();

        await Expect(page.Locator("fluent-dialog")).ToContainTextAsync("count is '0': it must be a whole number from 1 to 200.");
        await Button(page, "Cancel").ClickAsync(); // A form that nobody answers comes up again in the next browser.
        await Expect(page.Locator("fluent-dialog")).ToHaveCountAsync(0);
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

        await page.GotoAsync(new Uri(new Uri(page.Url), "/traces").ToString());
        await Expect(page.GetByText("commerce-api: POST /api/v1/orders/").First).ToBeVisibleAsync();
        Assert.Equal(0, await page.GetByText("commerce-api: GET /api/v1/orders").CountAsync()); // Each order was looked at many times.
        await page.CloseAsync();
    }

    private static ILocator Row(IPage page, string resource) =>
        page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByText(resource, new() { Exact = true }) });

    private static ILocator Button(IPage page, string text) => page.Locator("fluent-dialog fluent-button", new() { HasText = text });

    // Until the dialog of the command is there: a click while the page draws itself anew is lost.
    private static async Task OpenAsync(IPage page, string title, ILocator button)
    {
        for (var attempt = 1; await button.CountAsync() == 0 && attempt <= 10; attempt++)
        {
            await page.GetByTitle(title).ClickAsync();
            await Task.WhenAny(
                button.WaitForAsync(), Task.Delay(TimeSpan.FromSeconds(15), TimeProvider.System, TestContext.Current.CancellationToken));
        }
    }

    // The form is filled with what fits already: the fault that refuses, and twenty orders by the card that rolls the dice.
    private static async Task ConfirmAsync(IPage page, string button)
    {
        await Button(page, button).ClickAsync();
        await Expect(page.Locator("fluent-dialog")).ToHaveCountAsync(0);
    }

    private static void SkipWhereNoneRuns() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Follows processes through /proc.");
}
