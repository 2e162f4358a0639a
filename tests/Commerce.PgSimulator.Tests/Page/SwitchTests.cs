using Commerce.PgSimulator.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Commerce.PgSimulator.Tests.Page;

/// <summary>The buttons of the faults that no script decides: those of lookups and of cancels.</summary>
public sealed class SwitchTests(SwitchTests.Shown pg, Browser browser) : IClassFixture<SwitchTests.Shown>, IClassFixture<Browser>
{
    public sealed class Shown : Simulator;

    [Theory]
    [InlineData("lookup error", "lookupErrorRate", 1)]
    [InlineData("lookup slow", "lookupSlowRate", 1)]
    [InlineData("lookup lag 3 s", "lookupLagMs", 3_000)]
    [InlineData("lookup stale 3 s", "lookupStaleMs", 3_000)]
    [InlineData("cancel refuse", "cancelRefuseRate", 1)]
    [InlineData("cancel no answer", "cancelNoAnswerRate", 1)]
    public async Task A_button_turns_its_fault_on_and_off_with_the_keyboard_alone(string name, string dial, double on)
    {
        await using var page = await browser.OpenAsync(pg.Http.BaseAddress!);
        var button = page.View.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
        await Expect(button).ToHaveAttributeAsync("aria-pressed", "false");
        await button.FocusAsync();

        await page.View.Keyboard.PressAsync("Enter");
        await Expect(button).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Equal(on, await DialAsync(dial));
        await Expect(page.View.Locator($"[id='{dial}-field']")).ToHaveValueAsync($"{on}"); // The slider below follows.

        await page.View.Keyboard.PressAsync("Space");
        await Expect(button).ToHaveAttributeAsync("aria-pressed", "false");
        Assert.Equal(0, await DialAsync(dial));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task There_is_a_button_for_every_dial_of_lookups_and_cancels()
    {
        await using var page = await browser.OpenAsync(pg.Http.BaseAddress!);
        var dials = (await pg.GetAsync("/api/v1/faults")).Data.EnumerateObject().Select(dial => dial.Name)
            .Where(name => name.StartsWith("lookup", StringComparison.Ordinal) || name.StartsWith("cancel", StringComparison.Ordinal));

        Assert.Equal(dials.Order(), (
            await page.View.Locator("#switches button").EvaluateAllAsync<string[]>("buttons => buttons.map(b => b.dataset.dial)")).Order());
    }

    private async Task<double> DialAsync(string name) => (await pg.GetAsync("/api/v1/faults")).Data.GetProperty(name).GetDouble();
}
