using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Commerce.PgSimulator.Tests.Page;

public sealed class CopyTests(CopyTests.Shown pg, Browser browser) : IClassFixture<CopyTests.Shown>, IClassFixture<Browser>
{
    private const string CardNo = "4000-0000-0000-9995";

    public sealed class Shown : Simulator;

    [Fact]
    public async Task A_test_card_is_copied_by_its_button()
    {
        await using var page = await browser.OpenAsync(pg.Http.BaseAddress!);
        var numbers = await page.View.Locator("#cards button").AllInnerTextsAsync();
        Assert.Equal(TestCard.All.Select(card => card.CardNo), numbers);

        await page.View.GetByRole(AriaRole.Button, new() { Name = $"Copy {CardNo}, limit-exceeded" }).ClickAsync();

        await Expect(page.View.Locator("#copied")).ToHaveTextAsync($"{CardNo} is on the clipboard.");
        Assert.Equal(CardNo, await page.View.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task Over_plain_http_from_another_machine_a_card_is_copied_as_well()
    {
        await using var page = await OpenPlainAsync();
        Assert.False(await page.View.EvaluateAsync<bool>("'clipboard' in navigator"));

        await page.View.GetByRole(AriaRole.Button, new() { Name = $"Copy {CardNo}" }).ClickAsync();

        await Expect(page.View.Locator("#copied")).ToHaveTextAsync($"{CardNo} is on the clipboard.");
        await page.View.GotoAsync(pg.Http.BaseAddress!.ToString()); // Here the clipboard may be read.
        Assert.Equal(CardNo, await page.View.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task Where_nothing_can_be_copied_the_number_is_told_and_selected()
    {
        await using var page = await OpenPlainAsync("document.execCommand = () => false");

        await page.View.GetByRole(AriaRole.Button, new() { Name = $"Copy {CardNo}" }).ClickAsync();

        await Expect(page.View.Locator("#copied")).ToHaveTextAsync(
            $"This browser does not let the page copy. Here it is to copy by hand: {CardNo}");
        Assert.Equal(CardNo, await page.View.EvaluateAsync<string>("getSelection().toString()"));
        Assert.Empty(page.Complaints);
    }

    private Task<OpenPage> OpenPlainAsync(string? script = null) =>
        browser.OpenAsync(new UriBuilder(pg.Http.BaseAddress!) { Host = Browser.PlainHost }.Uri, script: script);
}
