using Commerce.TestHost;
using Microsoft.Playwright;

namespace Commerce.IntegrationTests.Samples;

/// <summary>The sample page, built as its README says and used by a buyer in the machine's own browser.</summary>
[Collection<ShopCollection>]
public sealed class CheckoutPageTests(Shop shop, BuiltPage page) : IClassFixture<BuiltPage>
{
    private const float PatienceMs = 60_000;

    [Theory]
    [InlineData(Cards.Approved, "COMPLETED")]
    [InlineData(Cards.LimitExceeded, "FAILED")]
    [InlineData(Cards.CallbackLost, "COMPLETED")]
    public async Task A_buyer_sees_live_what_becomes_of_the_order(string card, string end)
    {
        Assert.SkipWhen(page.MissingReason is not null, page.MissingReason ?? "");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = InstalledBrowser.Executable, Args = ["--headless", "--no-sandbox", "--disable-gpu"] });
        var view = await browser.NewPageAsync();
        view.SetDefaultTimeout(PatienceMs);
        Assertions.SetDefaultExpectTimeout(PatienceMs);

        await view.GotoAsync($"{page.Address}?api={shop.Stack.AddressOf(StackResources.Api).GetLeftPart(UriPartial.Authority)}");
        await view.SelectOptionAsync("#card", card);
        await view.ClickAsync("#pay");

        await Assertions.Expect(view.Locator("#state")).ToHaveAttributeAsync("data-state", end);
        await Assertions.Expect(view.Locator("#steps li").First).ToContainTextAsync("order.state");
        await Assertions.Expect(view.Locator("#steps li").Last).ToContainTextAsync(end);
    }
}
