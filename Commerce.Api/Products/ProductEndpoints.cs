using Commerce.Api.Access;
using Commerce.Api.Http;
using Commerce.Api.Overload;
using Commerce.Core.Errors;
using Commerce.Core.Products;
using Commerce.Core.Texts;
using Commerce.ServiceDefaults.Names;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Commerce.Api.Products;

internal static class ProductEndpoints
{
    private const int MaxEchoedLength = 50;

    public static void MapProducts(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/api/v1/products").WithTags("Products").ForEverybody().LimitedAs(RequestLimit.Catalogue);
        products.MapGet("/", ListAsync)
            .WithName("products.list")
            .WithPageLinks()
            .WithEntityTag()
            .WithSummary("List the products, a page at a time")
            .WithDescription("sort: LATEST (default), PRICE_ASC or LIKES_DESC, or the same in lower case.")
            .ProducesProblem(400);
        products.MapGet("/{productId:long}", FindAsync)
            .WithName("products.get")
            .WithEntityTag()
            .WithSummary("Read one product, with its stock")
            .WithDescription("The stock is what is there now: pieces are an order's from its payment on.")
            .ProducesProblem(404);
    }

    private static async Task<Ok<Envelope<PageResponse<ProductResponse>>>> ListAsync(
        ListProducts listProducts, [AsParameters] PageQuery page, CancellationToken ct, long? brandId = null, string sort = "LATEST")
    {
        var found = await listProducts.ExecuteAsync(brandId, SortOf(sort), page.ToRequest(), ct);
        return page.Answer(found, ProductResponse.Of);
    }

    private static async Task<Ok<Envelope<ProductResponse>>> FindAsync(long productId, FindProduct findProduct, CancellationToken ct)
    {
        var product = await findProduct.ExecuteAsync(productId, ct);
        return TypedResults.Ok(Envelope<ProductResponse>.Success(ProductResponse.Of(product)));
    }

    // Two spellings are published, and both are read exactly: PRICE_ASC and price_asc.
    private static ProductSort SortOf(string sort) =>
        ExactName<ProductSort>.Find(sort.All(c => char.IsAsciiLetterLower(c) || c == '_') ? sort.ToUpperInvariant() : sort)
            ?? throw new CommerceException(
                ErrorCode.BadRequest, Sentence.SortUnknown, ForeignText.Bounded(sort, MaxEchoedLength), ExactName<ProductSort>.All)
            {
                Field = "sort",
            };
}

internal sealed record ProductResponse(long Id, long BrandId, string Name, string? Description, long Price, int Stock, int LikesCount)
{
    public static ProductResponse Of(Product product) =>
        new(product.Id, product.BrandId, product.Name, product.Description, product.Price, product.Stock, product.LikesCount);
}
