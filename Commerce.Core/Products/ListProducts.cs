using Commerce.Core.Paging;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Products;

/// <summary>Reads one page of the catalogue.</summary>
public sealed class ListProducts(StaleContexts contexts, CatalogueSize size)
{
    /// <param name="brandId">Only this brand's products; null: all.</param>
    public async Task<Page<Product>> ExecuteAsync(long? brandId, ProductSort sort, PageRequest page, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var products = db.Products.AsNoTracking();
        return brandId is null
            ? await products.ReadPageAsync(page, ProductOrders.Of(sort), ct, () => size.ReadAsync(db, ct))
            : await products.Where(p => p.BrandId == brandId).ReadPageAsync(page, ProductOrders.Of(sort), ct);
    }
}
