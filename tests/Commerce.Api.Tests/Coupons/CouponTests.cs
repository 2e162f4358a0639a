using System.Net;
using Commerce.Api.Tests.Hosting;

namespace Commerce.Api.Tests.Coupons;

public sealed class CouponTests(RunningApi api)
{
    [Fact]
    public async Task A_claimed_coupon_is_the_members_and_unused()
    {
        var member = await api.AddMemberAsync();
        var couponId = await api.AddCouponAsync(limit: 1);

        var claimed = await ClaimAsync(couponId, member);

        Assert.Equal(
            (couponId, "500 won off", "FIXED_AMOUNT", 500, false),
            ((long?)claimed.Data["couponId"], (string?)claimed.Data["name"], (string?)claimed.Data["type"],
                (long?)claimed.Data["discountAmount"], (bool?)claimed.Data["used"]));
        var held = (await api.GetAsync("/coupons", member)).Data["content"]!.AsArray();
        Assert.Equal(claimed.Data.ToJsonString(), held.Single()!.ToJsonString());
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

        var used = (await api.GetAsync("/coupons?used=true", member)).Data["content"]!.AsArray().Single()!;
        Assert.Equal((taken, true, (long?)order.Data["id"]), ((long?)used["couponId"], (bool?)used["used"], (long?)used["orderId"]));
        var unused = (await api.GetAsync("/coupons?used=false", member)).Data["content"]!.AsArray().Single()!;
        Assert.Equal((kept, false, null), ((long?)unused["couponId"], (bool?)unused["used"], (long?)unused["orderId"]));
        Assert.Equal(2, (long?)(await api.GetAsync("/coupons", member)).Data["totalElements"]);
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
        var held = (await api.GetAsync("/coupons", "demo2")).Data["content"]!.AsArray();

        Assert.Equal([3, 2, 1], held.Select(c => (long)c!["couponId"]!));
        Assert.Equal(3_000, (long?)(await ClaimAsync(4, "demo3")).Data["discountAmount"]);
    }

    private Task<Answer> ClaimAsync(long couponId, string member, string? language = null) =>
        api.PostAsync($"/coupons/{couponId}/claim", member, language: language);
}
