using Commerce.Api.Access;
using Commerce.Api.Overload;
using Commerce.Core.Products;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Commerce.Api.Products;

internal static class BrandEndpoints
{
    public static void MapBrands(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/v1/brands").WithTags("Brands").ForEverybody().LimitedAs(RequestLimit.Catalogue)
            .MapGet("/{brandId:long}", FindAsync)
            .WithName("brands.get")
            .WithSummary("Read one brand")
            .WithDescription("Its products are in the list of products, with brandId.")
            .ProducesProblem(404);

    private static async Task<Ok<Envelope<BrandResponse>>> FindAsync(long brandId, FindBrand findBrand, CancellationToken ct)
    {
        var brand = await findBrand.ExecuteAsync(brandId, ct);
        return TypedResults.Ok(Envelope<BrandResponse>.Success(BrandResponse.Of(brand)));
    }
}

internal sealed record BrandResponse(long Id, string Name, string? Description)
{
    public static BrandResponse Of(Brand brand) => new(brand.Id, brand.Name, brand.Description);
}
