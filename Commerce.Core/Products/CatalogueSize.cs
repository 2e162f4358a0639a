using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Products;

/// <summary>
/// How many products there are, for the total that a page of the whole catalogue tells. To count them is to walk through an index, so a
/// process does it once in a while and not for every reader: a total may be that much out of date.
/// </summary>
public sealed class CatalogueSize(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private Counted? _last;

    internal async Task<long> ReadAsync(CommerceDbContext db, CancellationToken ct)
    {
        if (_last is { } last && time.GetElapsedTime(last.At) < Kept)
        {
            return last.Products;
        }

        var counted = new Counted(await db.Products.LongCountAsync(ct), time.GetTimestamp());
        _last = counted;
        return counted.Products;
    }

    private sealed record Counted(long Products, long At);
}
