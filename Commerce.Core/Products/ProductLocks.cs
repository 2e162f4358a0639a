using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Products;

/// <summary>Row locks on products, which last until the caller's transaction ends.</summary>
internal static class ProductLocks
{
    /// <summary>Waits for the product's row, and keeps it.</summary>
    /// <returns>Null when there is no such product.</returns>
    public static Task<Product?> LockProductAsync(this CommerceDbContext db, long productId, CancellationToken ct) =>
        db.Products.FromSql($"SELECT * FROM products WHERE id = {productId} FOR UPDATE").AsNoTracking().SingleOrDefaultAsync(ct);
}
