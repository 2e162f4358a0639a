using Commerce.PgSimulator.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Commerce.PgSimulator.Tests.Page;

public sealed class PageTests(PageTests.Shown pg, Browser browser) : IClassFixture<PageTests.Shown>, IClassFixture<Browser>
{
    public sealed class Shown : Simulator;

    [Fact]
    public async Task A_payment_appears_without_a_reload_and_follows_its_fate()
    {
        await using var page = await OpenAsync();
        var pending = await pg.PayAsync("4000-0000-0000-3220", amount: 12_345);
        var row = page.View.Locator($"[id='{pending.TransactionKey}']");
        await Expect(row).ToContainTextAsync("PENDING");
        await Expect(row).ToContainTextAsync("****-****-****-3220");
        await Expect(row).ToContainTextAsync("₩12,345");

        await pg.PostAsync($"/api/v1/payments/{pending.TransactionKey}/cancel", null);
        var newer = await pg.PayAsync("4242-4242-4242-4242");

        await Expect(row).ToContainTextAsync("CANCELLED");
        await Expect(page.View.Locator("tbody tr").First).ToHaveAttributeAsync("id", newer.TransactionKey);
        await Expect(page.View.Locator("tbody tr").First).ToContainTextAsync("delivered");
        Assert.DoesNotContain("4242-4242-4242-4242", await page.View.Locator("#latest").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_fault_button_decides_the_next_request_with_the_keyboard_alone()
    {
        await using var page = await OpenAsync();
        await page.View.GetByRole(AriaRole.Button, new() { Name = "refused", Exact = true }).FocusAsync();

        await page.View.Keyboard.PressAsync("Enter");

        await Expect(page.View.Locator("#script")).ToContainTextAsync("the next request");
        Assert.Equal(500, (await pg.PayAsync("4242-4242-4242-4242")).Answer.Status);
        await Expect(page.View.Locator("#script")).ToHaveTextAsync("No script: cards and dice decide.");
    }

    [Fact]
    public async Task A_slider_turns_its_dial_with_the_keyboard_alone_and_can_be_reset()
    {
        await using var page = await OpenAsync();
        await page.View.GetByLabel("malformed (rate)").FocusAsync();

        await page.View.Keyboard.PressAsync("End");

        await Expect(page.View.Locator("#dial-status")).ToHaveTextAsync("malformed: 1");
        Assert.Equal(1, await DialAsync("malformedRate"));
        await page.View.GetByRole(AriaRole.Button, new() { Name = "Back to the configured values" }).ClickAsync();
        await Expect(page.View.Locator("#dial-status")).ToHaveTextAsync("The configured values hold.");
        Assert.Equal(0, await DialAsync("malformedRate"));
    }

    [Fact]
    public async Task A_value_out_of_range_is_refused_in_words()
    {
        await using var page = await OpenAsync();
        var field = page.View.GetByLabel("drip, exact");
        await field.FillAsync("7");

        await field.BlurAsync();

        await Expect(page.View.Locator("#dial-status")).ToHaveTextAsync("dripRate is 7: it must be from 0 to 1.");
        Assert.Equal(0, await DialAsync("dripRate"));
    }

    [Fact]
    public async Task There_is_a_slider_for_every_dial_and_a_button_for_every_outcome()
    {
        await using var page = await OpenAsync();

        var dials = (await pg.GetAsync("/api/v1/faults")).Data.EnumerateObject().Select(dial => dial.Name).Where(name => name != "seed")
            .Order();
        var outcomes = (await pg.GetAsync("/api/v1/faults/outcomes")).Data.EnumerateArray().Select(
            outcome => outcome.GetProperty("name").GetString());

        Assert.Equal(dials,
            (await page.View.Locator("input[type=range]").EvaluateAllAsync<string[]>("inputs => inputs.map(input => input.id)")).Order());
        Assert.Equal(outcomes, await page.View.Locator("#outcomes button").AllInnerTextsAsync());
    }

    [Fact]
    public async Task On_a_phone_nothing_is_wider_than_the_screen_and_each_value_has_its_name()
    {
        await pg.PayAsync("4242-4242-4242-4242", userId: "a-member-with-a-rather-long-name-without-any-blanks-in-it");
        await using var page = await browser.OpenAsync(pg.Http.BaseAddress!, width: 360, height: 740);
        await Expect(page.View.Locator("tbody tr").First).ToBeVisibleAsync();

        var overflow = await page.View.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        var names = await page.View.Locator("tbody tr").First.Locator("td")
            .EvaluateAllAsync<string[]>("cells => cells.map(cell => getComputedStyle(cell, '::before').content)");

        Assert.Equal(0, overflow);
        Assert.Equal(["\"Time\"", "\"Transaction\"", "\"Order\"", "\"Card\"", "\"Amount\"", "\"Status\"", "\"Callback\""], names);
    }

    [Fact]
    public async Task Every_control_has_a_name_and_can_be_reached_with_the_tab_key()
    {
        await using var page = await OpenAsync();
        const string Unnamed = """
            [...document.querySelectorAll('button, input, a')]
              .filter(e => !(e.ariaLabel || e.textContent.trim() || e.labels?.[0]?.textContent.trim()) || e.tabIndex < 0)
              .map(e => e.outerHTML)
            """;

        Assert.Empty(await page.View.EvaluateAsync<string[]>(Unnamed));
        await page.View.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the transactions", await page.View.EvaluateAsync<string>("document.activeElement.textContent"));
    }

    private Task<OpenPage> OpenAsync() => browser.OpenAsync(pg.Http.BaseAddress!);

    private async Task<double> DialAsync(string name) => (await pg.GetAsync("/api/v1/faults")).Data.GetProperty(name).GetDouble();
}
