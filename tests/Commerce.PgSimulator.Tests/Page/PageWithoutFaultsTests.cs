using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Commerce.PgSimulator.Tests.Page;

public sealed class PageWithoutFaultsTests(PageWithoutFaultsTests.Production pg, Browser browser)
    : IClassFixture<PageWithoutFaultsTests.Production>, IClassFixture<Browser>
{
    public sealed class Production() : Simulator(("environment", "Production"));

    [Fact]
    public async Task Without_fault_control_the_page_shows_what_there_is()
    {
        await using var page = await browser.OpenAsync(pg.Http.BaseAddress!);

        await Expect(page.View.Locator("#faults-off")).ToBeVisibleAsync();
        await Expect(page.View.Locator("#faults")).ToBeHiddenAsync();
        await Expect(page.View.Locator("#dials")).ToBeHiddenAsync();
        await Expect(page.View.Locator("#cards li")).ToHaveCountAsync(TestCard.All.Count);
    }

    [Fact]
    public async Task The_page_allows_no_foreign_content()
    {
        using var answer = await pg.Http.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }
}
