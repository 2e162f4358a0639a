using Microsoft.Playwright;

namespace Commerce.IntegrationTests.Windows;

/// <summary>From the shop's page through the gateway's payment window and back, in a browser.</summary>
public sealed class WindowTests(WindowShop shop) : IClassFixture<WindowShop>
{
    [Theory]
    [InlineData("card")]
    [InlineData("dice")]
    public async Task Who_pays_in_the_window_sees_his_order_completed(string pick)
    {
        var (orderId, page) = await shop.OpenCheckoutAsync();

        await page.ClickAsync("#pay");
        await page.ClickAsync($"button[value={pick}]");

        await ShowsAsync(page, "COMPLETED", "COMPLETED, payment SUCCESS");
        Assert.Equal("COMPLETED", (await shop.OrderAsync(orderId)).Status);
        await page.CloseAsync();
    }

    [Theory]
    [InlineData("close", "PAY_PROCESS_CANCELED")]
    [InlineData("fail", "REJECT_CARD_COMPANY")]
    [InlineData("fate", "PAYMENT_005")]
    [InlineData("expire-unconfirmed", "PAYMENT_0")]
    public async Task Who_comes_back_without_having_paid_is_told_why_and_pays_at_the_second_try(string pick, string why)
    {
        var (orderId, page) = await shop.OpenCheckoutAsync();

        await page.ClickAsync("#pay");
        if (pick == "fate")
        {
            await page.SelectOptionAsync("#fate", "REJECT_CARD_PAYMENT");
        }

        await page.ClickAsync($"button[value={pick}]");
        await ShowsAsync(page, "ERROR", why);
        await page.ClickAsync("#again");
        await page.ClickAsync("button[value=card]");

        await ShowsAsync(page, "COMPLETED", "payment SUCCESS");
        Assert.Equal("COMPLETED", (await shop.OrderAsync(orderId)).Status);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_window_that_has_expired_says_so_and_the_order_waits()
    {
        var (orderId, page) = await shop.OpenCheckoutAsync();

        await page.ClickAsync("#pay");
        await page.ClickAsync("button[value=expire]");

        await Assertions.Expect(page.Locator("#over")).ToHaveTextAsync("The window has expired.");
        Assert.Equal("PENDING", (await shop.OrderAsync(orderId)).Status);
        await page.CloseAsync();
    }

    private static async Task ShowsAsync(IPage page, string state, string text)
    {
        await Assertions.Expect(page.Locator("#state")).ToHaveAttributeAsync("data-state", state);
        await Assertions.Expect(page.Locator("#state")).ToContainTextAsync(text);
    }
}
