using System.Net;
using System.Text.Json;
using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Client;

namespace Commerce.Api.Tests.Coupons;

public sealed class CouponTests(RunningApi api)
{
    [Fact]
    public async Task A_claimed_coupon_is_the_members_and_unused()
    {
        var member = await api.AddMemberAsync();
        var couponId = await api.AddCouponAsync(limit: 1);

        var claimed = await ClaimAsync(couponId, member);

        Assert.Equal(new CouponAnswer(couponId, "500 won off", "FIXED_AMOUNT", Used: false, 500), claimed.Data<CouponAnswer>());
        var held = (await api.GetAsync("/coupons", member)).Data<PageAnswer<JsonElement>>().Content;
        Assert.Equal(claimed.DataJson, Assert.Single(held).GetRawText());
    }

    [Fact]
    public async Task A_coupon_that_an_order_took_is_used()
    {
        var member = await api.AddMemberAsync(points: 1_500);
        var (taken, kept) = (await api.AddCouponAsync(), await api.AddCouponAsync());
        await ClaimAsync(taken, member);
        await ClaimAsync(kept, member);
        var productId = await api.AddProductAsync(price: 2_000);

        var order = await api.PostAsync(
            "/orders", member, new { items = new[] { new { productId, quantity = 1 } }, usePoint = 1_500, couponId = taken });

        var used = Assert.Single((await HeldAsync(member, "?used=true")).Content);
        Assert.Equal((taken, true, order.Data<OrderAnswer>().Id), (used.CouponId, used.Used, used.OrderId));
        var unused = Assert.Single((await HeldAsync(member, "?used=false")).Content);
        Assert.Equal((kept, false, null), (unused.CouponId, unused.Used, unused.OrderId));
        Assert.Equal(2, (await HeldAsync(member)).TotalElements);
    }

    [Fact]
    public async Task A_second_copy_is_refused()
    {
        var member = await api.AddMemberAsync();
        var couponId = await api.AddCouponAsync();
        await ClaimAsync(couponId, member);

        (await ClaimAsync(couponId, member)).IsProblem(HttpStatusCode.BadRequest, "COUPON_004", "이미 발급받은 쿠폰입니다.");
    }

    [Fact]
    public async Task A_coupon_that_is_given_out_says_so()
    {
        var members = await api.AddMembersAsync(2);
        var couponId = await api.AddCouponAsync(limit: 1);
        await ClaimAsync(couponId, members[0]);

        (await ClaimAsync(couponId, members[1])).IsProblem(
            HttpStatusCode.BadRequest, "COUPON_003", $"쿠폰이 모두 소진되었습니다. 쿠폰: {couponId}");
        (await ClaimAsync(couponId, members[1], "en")).IsProblem(
            HttpStatusCode.BadRequest, "COUPON_003", $"All copies of this coupon have been given out. Coupon: {couponId}");
        (await ClaimAsync(couponId, members[0])).IsProblem(HttpStatusCode.BadRequest, "COUPON_004", "이미 발급받은 쿠폰입니다.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Of_two_hundred_members_as_many_get_a_coupon_as_there_are_copies(int copies)
    {
        var members = await api.AddMembersAsync(200);
        var couponId = await api.AddCouponAsync(copies);

        var answers = await Requests.AtOnceAsync(200, i => ClaimAsync(couponId, members[i]));

        Assert.Equal(copies, answers.Count(answer => answer.IsSuccess));
        Assert.All(answers.Where(answer => !answer.IsSuccess), answer => Assert.Equal("COUPON_003", answer.ErrorCode));
    }

    [Fact]
    public async Task A_member_who_claims_many_times_at_once_gets_one_copy()
    {
        var member = await api.AddMemberAsync();
        var couponId = await api.AddCouponAsync(limit: 5);

        var answers = await Requests.AtOnceAsync(50, _ => ClaimAsync(couponId, member));

        Assert.Single(answers, answer => answer.IsSuccess);
        Assert.All(answers.Where(answer => !answer.IsSuccess), answer => Assert.Equal("COUPON_004", answer.ErrorCode));
    }

    [Fact]
    public async Task There_is_no_claiming_what_is_not_there()
    {
        var member = await api.AddMemberAsync();
        var couponId = await api.AddCouponAsync();

        (await ClaimAsync(999_999, member)).IsProblem(HttpStatusCode.NotFound, "COUPON_001", "쿠폰을 찾을 수 없습니다.");
        (await ClaimAsync(couponId, "nobody")).IsProblem(HttpStatusCode.NotFound, "MEMBER_001", "회원을 찾을 수 없습니다.");
        (await api.GetAsync("/coupons", "nobody")).IsProblem(HttpStatusCode.NotFound, "MEMBER_001", "회원을 찾을 수 없습니다.");
    }

    [Fact]
    public async Task The_demo_members_hold_three_coupons_and_can_claim_a_fourth()
    {
        var held = await HeldAsync("demo2");

        Assert.Equal([3, 2, 1], held.Content.Select(coupon => coupon.CouponId));
        Assert.Equal(3_000, (await ClaimAsync(4, "demo3")).Data<CouponAnswer>().DiscountAmount);
    }

    private async Task<PageAnswer<CouponAnswer>> HeldAsync(string member, string which = "") =>
        (await api.GetAsync($"/coupons{which}", member)).Data<PageAnswer<CouponAnswer>>();

    private Task<Answer> ClaimAsync(long couponId, string member, string? language = null) =>
        api.PostAsync($"/coupons/{couponId}/claim", member, language: language);
}
