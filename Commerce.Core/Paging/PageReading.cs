using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Paging;

internal static class PageReading
{
    /// <summary>Reads one page of a list whose order leaves no ties: an entry is on one page and on no other.</summary>
    public static async Task<Page<T>> ReadPageAsync<T>(this IQueryable<T> list, PageRequest page, CancellationToken ct)
    {
        var total = await list.LongCountAsync(ct);
        var content = await list.Skip(page.Offset).Take(page.Size).ToListAsync(ct);
        return new Page<T>(content, page.Number, page.Size, total);
    }
}
