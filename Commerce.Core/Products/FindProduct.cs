using Commerce.Core.Errors;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Products;

/// <summary>Reads one product.</summary>
public sealed class FindProduct(StaleContexts contexts)
{
    /// <exception cref="CommerceException">PRODUCT_001 when there is no such product.</exception>
    public async Task<Product> ExecuteAsync(long productId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Products.AsNoTracking().SingleOrDefaultAsync(p => p.Id == productId, ct)
            ?? throw new CommerceException(ErrorCode.ProductNotFound);
    }
}
