using Commerce.Api.Access;
using Commerce.Api.Http;
using Commerce.Api.Members;
using Commerce.Api.Overload;
using Commerce.Core.Coupons;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Commerce.Api.Coupons;

internal static class CouponEndpoints
{
    public static void MapCoupons(this IEndpointRouteBuilder routes)
    {
        var coupons = routes.MapGroup("/api/v1/coupons").WithTags("Coupons").ForMembers().LimitedAs(RequestLimit.Members);
        coupons.MapGet("/", ListAsync)
            .WithName("coupons.list")
            .WithPageLinks()
            .WithSummary("List your coupons, newest first")
            .WithDescription("used: true for those that an order has taken, false for those that you can still use; left out: all.")
            .ProducesProblem(400).ProducesProblem(404);
        coupons.MapPost("/{couponId:long}/claim", ClaimAsync)
            .WithName("coupons.claim")
            .WithSummary("Get your copy of a coupon")
            .WithDescription("One copy a member. COUPON_004 when you hold it already, COUPON_003 when all copies are given out.")
            .ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<Ok<Envelope<PageResponse<CouponResponse>>>> ListAsync(
        CurrentMember member, ListCoupons listCoupons, [AsParameters] PageQuery page, CancellationToken ct, bool? used = null)
    {
        var found = await listCoupons.ExecuteAsync(member.Id, used, page.ToRequest(), ct);
        return page.Answer(found, CouponResponse.Of);
    }

    private static async Task<Ok<Envelope<CouponResponse>>> ClaimAsync(
        CurrentMember member, long couponId, ClaimCoupon claimCoupon, CancellationToken ct)
    {
        var held = await claimCoupon.ExecuteAsync(member.Id, couponId, ct);
        return TypedResults.Ok(Envelope<CouponResponse>.Success(CouponResponse.Of(held)));
    }
}

/// <param name="CouponId">What an order names to use it.</param>
/// <param name="DiscountAmount">Won off; FIXED_AMOUNT only.</param>
/// <param name="DiscountRate">Percent off; PERCENTAGE only.</param>
/// <param name="OrderId">The order that has taken it.</param>
/// <param name="CreatedAt">When the member got it.</param>
internal sealed record CouponResponse(
    long CouponId,
    string Name,
    CouponType Type,
    long? DiscountAmount,
    int? DiscountRate,
    bool Used,
    DateTimeOffset? UsedAt,
    long? OrderId,
    DateTimeOffset CreatedAt)
{
    public static CouponResponse Of(HeldCoupon held) => new(
        held.Coupon.Id,
        held.Coupon.Name,
        held.Coupon.Type,
        held.Coupon.DiscountAmount,
        held.Coupon.DiscountRate,
        held.Copy.UsedAt is not null,
        held.Copy.UsedAt,
        held.Copy.OrderId,
        held.Copy.CreatedAt);
}
