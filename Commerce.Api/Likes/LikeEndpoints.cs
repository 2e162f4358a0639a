using Commerce.Api.Access;
using Commerce.Api.Http;
using Commerce.Api.Members;
using Commerce.Api.Overload;
using Commerce.Core.Likes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Commerce.Api.Likes;

/// <summary>Both spellings of the paths are in use, <c>/likes</c> and <c>/like</c>; the OpenAPI document shows the first.</summary>
internal static class LikeEndpoints
{
    public static void MapLikes(this IEndpointRouteBuilder routes)
    {
        var likes = routes.MapGroup("/api/v1").WithTags("Likes").ForMembers().LimitedAs(RequestLimit.Members);
        likes.MapPost("/likes/products/{productId:long}", LikeAsync)
            .WithName("likes.like")
            .WithSummary("Like a product")
            .WithDescription("Liking it again changes nothing and answers the same. Also at /api/v1/like/products/{productId}.")
            .ProducesProblem(400).ProducesProblem(404);
        likes.MapDelete("/likes/products/{productId:long}", UnlikeAsync)
            .WithName("likes.unlike")
            .WithSummary("Take your like back")
            .WithDescription(
                "Without a like there is nothing to do, and that is no error. Also at /api/v1/like/products/{productId}.")
            .ProducesProblem(400).ProducesProblem(404);
        likes.MapGet("/likes", ListAsync)
            .WithName("likes.list")
            .WithPageLinks()
            .WithSummary("List what you like, newest first")
            .WithDescription("Also at /api/v1/like/products.")
            .ProducesProblem(400).ProducesProblem(404);
        likes.MapPost("/like/products/{productId:long}", LikeAsync).ExcludeFromDescription();
        likes.MapDelete("/like/products/{productId:long}", UnlikeAsync).ExcludeFromDescription();
        likes.MapGet("/like/products", ListAsync).ExcludeFromDescription();
    }

    private static async Task<Ok<Envelope<LikeResponse>>> LikeAsync(
        CurrentMember member, long productId, LikeProduct likeProduct, CancellationToken ct)
    {
        var liked = await likeProduct.ExecuteAsync(member.Id, productId, ct);
        return TypedResults.Ok(Envelope<LikeResponse>.Success(LikeResponse.Of(liked)));
    }

    private static async Task<Ok<EmptyEnvelope>> UnlikeAsync(
        CurrentMember member, long productId, UnlikeProduct unlikeProduct, CancellationToken ct)
    {
        await unlikeProduct.ExecuteAsync(member.Id, productId, ct);
        return TypedResults.Ok(EmptyEnvelope.Success);
    }

    private static async Task<Ok<Envelope<PageResponse<LikeResponse>>>> ListAsync(
        CurrentMember member, ListLikes listLikes, [AsParameters] PageQuery page, CancellationToken ct)
    {
        var found = await listLikes.ExecuteAsync(member.Id, page.ToRequest(), ct);
        return page.Answer(found, LikeResponse.Of);
    }
}

/// <param name="Price">Won, today.</param>
internal sealed record LikeResponse(long Id, string MemberId, long ProductId, string ProductName, long Price, DateTimeOffset CreatedAt)
{
    public static LikeResponse Of(LikedProduct liked) => new(
        liked.Like.Id, liked.Like.MemberId.Value, liked.Product.Id, liked.Product.Name, liked.Product.Price, liked.Like.CreatedAt);
}
