using Commerce.Core.Errors;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Products;

/// <summary>Reads one brand.</summary>
public sealed class FindBrand(StaleContexts contexts)
{
    /// <exception cref="CommerceException">BRAND_001 when there is no such brand.</exception>
    public async Task<Brand> ExecuteAsync(long brandId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Brands.AsNoTracking().SingleOrDefaultAsync(b => b.Id == brandId, ct)
            ?? throw new CommerceException(ErrorCode.BrandNotFound);
    }
}
