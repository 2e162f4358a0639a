using System.Net;
using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Client;

namespace Commerce.Api.Tests.Likes;

public sealed class LikeTests(RunningApi api)
{
    [Theory]
    [InlineData("/likes/products")]
    [InlineData("/like/products")]
    public async Task Liking_twice_is_liking_once(string path)
    {
        var member = await api.AddMemberAsync();
        var productId = await api.AddProductAsync(price: 7_000);

        var first = await api.PostAsync($"{path}/{productId}", member);
        var second = await api.PostAsync($"{path}/{productId}", member);

        Assert.Equal(first.DataJson, second.DataJson);
        Assert.Equal(new LikeAnswer(member, productId, "Thing for 7000 won", 7_000), first.Data<LikeAnswer>());
        Assert.Equal(1, await CountAsync(productId));
    }

    [Theory]
    [InlineData("/likes/products")]
    [InlineData("/like/products")]
    public async Task Unliking_twice_is_unliking_once(string path)
    {
        var members = await api.AddMembersAsync(2);
        var productId = await api.AddProductAsync();
        await api.PostAsync($"{path}/{productId}", members[0]);
        await api.PostAsync($"{path}/{productId}", members[1]);

        for (var i = 0; i < 2; i++)
        {
            var answer = await api.DeleteAsync($"{path}/{productId}", members[0]);
            Assert.Equal("""{"meta":{"result":"SUCCESS"}}""", answer.Body);
        }

        Assert.Equal(1, await CountAsync(productId));
    }

    [Theory]
    [InlineData("/likes")]
    [InlineData("/like/products")]
    public async Task Members_see_what_they_like_newest_first(string path)
    {
        var members = await api.AddMembersAsync(2);
        var products = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            products.Insert(0, await api.AddProductAsync());
            await api.PostAsync($"/likes/products/{products[0]}", members[0]);
        }

        var page = (await api.GetAsync($"{path}?page=0&size=2", members[0])).Data<PageAnswer<LikeAnswer>>();

        Assert.Equal(products[..2], page.Content.Select(like => like.ProductId));
        Assert.Equal(3, page.TotalElements);
        Assert.Equal(0, (await api.GetAsync(path, members[1])).Data<PageAnswer<LikeAnswer>>().TotalElements);
    }

    [Fact]
    public async Task A_hundred_members_who_like_and_unlike_at_once_are_counted_right()
    {
        var members = await api.AddMembersAsync(100);
        var productId = await api.AddProductAsync();

        var likes = await Requests.AtOnceAsync(100, i => api.PostAsync($"/likes/products/{productId}", members[i]));
        Assert.All(likes, answer => Assert.True(answer.IsSuccess));
        Assert.Equal(100, await CountAsync(productId));

        // Half of them take it back, the others like it once more.
        var changes = await Requests.AtOnceAsync(100, i => i % 2 == 0
            ? api.DeleteAsync($"/likes/products/{productId}", members[i])
            : api.PostAsync($"/likes/products/{productId}", members[i]));
        Assert.All(changes, answer => Assert.True(answer.IsSuccess));
        Assert.Equal(50, await CountAsync(productId));
    }

    [Fact]
    public async Task One_member_who_cannot_decide_is_counted_once_or_not_at_all()
    {
        var member = await api.AddMemberAsync();
        var productId = await api.AddProductAsync();

        var answers = await Requests.AtOnceAsync(100, i => i % 2 == 0
            ? api.PostAsync($"/likes/products/{productId}", member)
            : api.DeleteAsync($"/likes/products/{productId}", member));

        Assert.All(answers, answer => Assert.True(answer.IsSuccess));
        Assert.Equal(
            (await api.GetAsync("/likes", member)).Data<PageAnswer<LikeAnswer>>().TotalElements, await CountAsync(productId));
    }

    [Fact]
    public async Task There_is_no_liking_what_is_not_there()
    {
        var member = await api.AddMemberAsync();

        (await api.PostAsync("/likes/products/999999", member)).IsProblem(HttpStatusCode.NotFound, "PRODUCT_001", "상품을 찾을 수 없습니다.");
        (await api.DeleteAsync("/likes/products/999999", member)).IsProblem(HttpStatusCode.NotFound, "PRODUCT_001", "상품을 찾을 수 없습니다.");
    }

    [Fact]
    public async Task Nobody_likes_nothing()
    {
        var productId = await api.AddProductAsync();

        (await api.PostAsync($"/likes/products/{productId}", "nobody")).IsProblem(HttpStatusCode.NotFound, "MEMBER_001", "회원을 찾을 수 없습니다.");
        (await api.DeleteAsync($"/likes/products/{productId}", "nobody")).IsProblem(
            HttpStatusCode.NotFound, "MEMBER_001", "회원을 찾을 수 없습니다.");
        (await api.GetAsync("/likes", "nobody")).IsProblem(HttpStatusCode.NotFound, "MEMBER_001", "회원을 찾을 수 없습니다.");
    }

    private async Task<long> CountAsync(long productId) =>
        (await api.GetAsync($"/products/{productId}")).Data<ProductAnswer>().LikesCount;
}
