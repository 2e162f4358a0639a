using System.Net;
using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Client;

namespace Commerce.Api.Tests.Paging;

/// <summary>A list is read to its end by cursors: every entry once, in order, whatever is added meanwhile.</summary>
public sealed class CursorTests(RunningApi api)
{
    private const string Refused = "cursor는 같은 목록, 같은 정렬의 앞 페이지가 준 nextCursor여야 하며 page 없이 보내야 합니다.";

    [Theory]
    [InlineData("LATEST")]
    [InlineData("PRICE_ASC")]
    [InlineData("LIKES_DESC")]
    public async Task Every_product_is_on_one_page_and_in_order(string sort)
    {
        var brandId = await api.AddBrandAsync("Nara");
        foreach (var price in new[] { 3_000, 1_000, 2_000, 1_000, 1_000, 3_000, 2_000 }) // Ties, so that the id has to settle them.
        {
            await api.AddProductAsync(brandId, price);
        }

        foreach (var product in (await PageAsync($"/products?brandId={brandId}&size=2")).Content)
        {
            await api.PostAsync($"/likes/products/{product.Id}", await api.AddMemberAsync());
        }

        var list = $"/products?brandId={brandId}&sort={sort}";
        var whole = await PageAsync($"{list}&size=100");
        var pages = await ReadAsync(list, size: 2);

        Assert.Equal(7, whole.Content.Count);
        Assert.Null(whole.NextCursor);
        Assert.Equal(whole.Content.Select(p => p.Id), pages.SelectMany(page => page.Content).Select(p => p.Id));
        Assert.Equal([(0, 7L), (1, 7L), (2, 7L), (3, 7L)], pages.Select(page => (page.Number, page.TotalElements)));
    }

    [Fact]
    public async Task What_is_added_while_a_list_is_read_moves_nothing_to_another_page()
    {
        var brandId = await api.AddBrandAsync("Mulgyeol");
        var (first, second, third) =
            (await api.AddProductAsync(brandId), await api.AddProductAsync(brandId), await api.AddProductAsync(brandId));
        var page = await PageAsync($"/products?brandId={brandId}&size=2");

        await api.AddProductAsync(brandId);
        var next = await PageAsync($"/products?brandId={brandId}&size=2&cursor={page.NextCursor}");

        Assert.Equal([third, second], page.Content.Select(p => p.Id));
        Assert.Equal([first], next.Content.Select(p => p.Id));
        Assert.Equal((1, 3L, null), (next.Number, next.TotalElements, next.NextCursor));
    }

    [Theory]
    [InlineData("/likes")]
    [InlineData("/points/history")]
    [InlineData("/coupons")]
    [InlineData("/orders")]
    public async Task A_page_by_its_number_goes_on_by_cursor(string path)
    {
        var member = await MemberWithThreeOfEachAsync();

        var second = (await api.GetAsync($"{path}?page=1&size=1", member)).Data<PageAnswer<Entry>>();
        var third = (await api.GetAsync($"{path}?size=1&cursor={second.NextCursor}", member)).Data<PageAnswer<Entry>>();
        var all = (await api.GetAsync(path, member)).Data<PageAnswer<Entry>>();
        var beyond = (await api.GetAsync($"{path}?page=9&size=1", member)).Data<PageAnswer<Entry>>();

        Assert.Equal(all.Content.Skip(1).Take(2), [second.Content.Single(), third.Content.Single()]);
        Assert.Equal((2, all.TotalElements), (third.Number, third.TotalElements));
        Assert.Equal((0, all.TotalElements, null), (beyond.Content.Count, beyond.TotalElements, beyond.NextCursor));
    }

    [Theory]
    [InlineData("/products?cursor=anything")]
    [InlineData("/products?cursor=")]
    [InlineData("/products?page=1&cursor=TEFURVNULjEuNDEuMC4xMg")] // "LATEST.1.41.0.12"
    [InlineData("/products?sort=PRICE_ASC&cursor=TEFURVNULjEuNDEuMC4xMg")]
    [InlineData("/orders?cursor=TEFURVNULjEuNDEuMC4xMg")]
    public async Task A_cursor_of_something_else_is_refused(string path) =>
        (await api.GetAsync(path, "demo1")).IsProblem(HttpStatusCode.BadRequest, "BAD_REQUEST", Refused);

    // A client may write one himself; it is a place like any other, and what is no time is none that hurts.
    [Theory]
    [InlineData("/products?cursor=TEFURVNULjEuNDEuOTIyMzM3MjAzNjg1NDc3NTgwNy4xMg")] // "LATEST.1.41.9223372036854775807.12"
    [InlineData("/products?sort=LIKES_DESC&cursor=TElLRVNfREVTQy4xLjQxLjkyMjMzNzIwMzY4NTQ3NzU4MDcuMTI")]
    public async Task A_cursor_that_leads_anywhere_is_answered(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(path, "demo1")).Status);

    private async Task<List<PageAnswer<ProductAnswer>>> ReadAsync(string list, int size)
    {
        var pages = new List<PageAnswer<ProductAnswer>> { await PageAsync($"{list}&size={size}") };
        while (pages[^1].NextCursor is { } cursor)
        {
            pages.Add(await PageAsync($"{list}&size={size}&cursor={cursor}"));
        }

        return pages;
    }

    private async Task<PageAnswer<ProductAnswer>> PageAsync(string path) => (await api.GetAsync(path)).Data<PageAnswer<ProductAnswer>>();

    private async Task<string> MemberWithThreeOfEachAsync()
    {
        var member = await api.AddMemberAsync(points: 10_000);
        for (var i = 0; i < 3; i++)
        {
            var productId = await api.AddProductAsync(price: 1_000);
            await api.PostAsync($"/likes/products/{productId}", member);
            await api.PostAsync($"/coupons/{await api.AddCouponAsync()}/claim", member);
            await api.PostAsync("/orders", member, new { items = new[] { new { productId, quantity = 1 } }, usePoint = 1_000 });
        }

        return member;
    }

    private sealed record Entry(long? Id = null, long? ProductId = null, long? CouponId = null, long? OrderId = null, string? Kind = null);
}
