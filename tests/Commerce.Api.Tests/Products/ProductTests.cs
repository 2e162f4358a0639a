using System.Net;
using System.Text.Json.Nodes;
using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Client;

namespace Commerce.Api.Tests.Products;

public sealed class ProductTests(RunningApi api)
{
    [Fact]
    public async Task A_brand_is_read_by_its_id()
    {
        var brandId = await api.AddBrandAsync("Byeol");

        var brand = (await api.GetAsync($"/brands/{brandId}")).Data<BrandAnswer>();

        Assert.Equal(new BrandAnswer(brandId, "Byeol", "Made for this test"), brand);
        (await api.GetAsync("/brands/999999")).IsProblem(HttpStatusCode.NotFound, "BRAND_001", "브랜드를 찾을 수 없습니다.");
    }

    [Theory]
    [InlineData("LATEST", "price_asc", "likes_desc")]
    [InlineData("latest", "PRICE_ASC", "LIKES_DESC")]
    public async Task The_products_of_a_brand_come_in_the_order_that_was_asked_for(string latest, string cheapest, string mostLiked)
    {
        var brandId = await api.AddBrandAsync("Haneul");
        var dear = await api.AddProductAsync(brandId, price: 3_000);
        var cheap = await api.AddProductAsync(brandId, price: 1_000);
        var middle = await api.AddProductAsync(brandId, price: 2_000);
        foreach (var (member, liked) in (await api.AddMembersAsync(3)).Zip([middle, middle, dear]))
        {
            await api.PostAsync($"/likes/products/{liked}", member);
        }

        Assert.Equal([middle, cheap, dear], await ListAsync($"brandId={brandId}&sort={latest}"));
        Assert.Equal([middle, cheap, dear], await ListAsync($"brandId={brandId}"));
        Assert.Equal([cheap, middle, dear], await ListAsync($"brandId={brandId}&sort={cheapest}"));
        Assert.Equal([middle, dear, cheap], await ListAsync($"brandId={brandId}&sort={mostLiked}"));
    }

    [Fact]
    public async Task A_page_has_the_members_that_spring_clients_read()
    {
        var brandId = await api.AddBrandAsync("Bada");
        for (var i = 0; i < 3; i++)
        {
            await api.AddProductAsync(brandId);
        }

        var answer = await api.GetAsync($"/products?brandId={brandId}&page=1&size=2");
        var page = answer.Data<JsonObject>();
        Assert.Single(page["content"]!.AsArray());
        page.Remove("content");

        Assert.Equal(
            """
            {"pageable":{"pageNumber":1,"pageSize":2,"offset":2,"sort":{"sorted":true,"unsorted":false,"empty":false},"paged":true,"unpaged":false},
            "totalElements":3,"totalPages":2,"number":1,"size":2,"first":false,"last":true,"numberOfElements":1,"empty":false,
            "sort":{"sorted":true,"unsorted":false,"empty":false}}
            """.ReplaceLineEndings(string.Empty),
            page.ToJsonString());
    }

    [Theory]
    [InlineData("/products?page=-1")]
    [InlineData("/products?size=0")]
    [InlineData("/likes?size=101")]
    [InlineData("/coupons?page=-1")]
    [InlineData("/orders?size=101")]
    [InlineData("/points/history?page=2147483647")]
    [InlineData("/products?page=101")]
    public async Task A_page_that_cannot_be_is_refused(string path) =>
        (await api.GetAsync(path, "demo1")).IsProblem(
            HttpStatusCode.BadRequest,
            "BAD_REQUEST",
            "page는 0에서 100, size는 1에서 100 사이여야 합니다. 그 뒤는 앞 페이지의 nextCursor를 cursor로 보내 조회해 주세요.");

    [Theory]
    [InlineData("/products?sort=name", "지원하지 않는 정렬입니다: name. 사용 가능한 값 : [LATEST, PRICE_ASC, LIKES_DESC]")]
    [InlineData("/products?brandId=x", "요청 파라미터의 값을 읽을 수 없습니다.")]
    [InlineData("/coupons?used=perhaps", "요청 파라미터의 값을 읽을 수 없습니다.")]
    public async Task A_parameter_that_makes_no_sense_is_refused(string path, string message) =>
        (await api.GetAsync(path, "demo1")).IsProblem(HttpStatusCode.BadRequest, "BAD_REQUEST", message);

    private async Task<IEnumerable<long>> ListAsync(string query) =>
        (await api.GetAsync($"/products?{query}")).Data<PageAnswer<ProductAnswer>>().Content.Select(product => product.Id);
}
