using Commerce.Core.Paging;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Products;

/// <summary>Reads one page of the catalogue.</summary>
public sealed class ListProducts(IDbContextFactory<CommerceDbContext> contexts)
{
    /// <param name="brandId">Only this brand's products; null: all.</param>
    public async Task<Page<Product>> ExecuteAsync(long? brandId, ProductSort sort, PageRequest page, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var products = db.Products.AsNoTracking().Where(p => brandId == null || p.BrandId == brandId);
        return await Sorted(products, sort).ReadPageAsync(page, ct);
    }

    // The id settles ties, so that no product appears on two pages or on none.
    private static IOrderedQueryable<Product> Sorted(IQueryable<Product> products, ProductSort sort) => sort switch
    {
        ProductSort.PriceAsc => products.OrderBy(p => p.Price).ThenBy(p => p.Id),
        ProductSort.LikesDesc => products.OrderByDescending(p => p.LikesCount).ThenByDescending(p => p.Id),
        ProductSort.Latest => products.OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id),
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, null),
    };
}
