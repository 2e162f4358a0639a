using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Paging;

internal static class PageReading
{
    /// <summary>
    /// Reads one page of a list. By a cursor it costs the same anywhere: one read along the index, nothing counted, nothing skipped. By its
    /// number the entries before it are passed over in the index, and only the page's own rows are read.
    /// </summary>
    /// <param name="count">How many entries the list has; null: it is counted. A cursor brings it along.</param>
    public static async Task<Page<T>> ReadPageAsync<T>(
        this IQueryable<T> list, PageRequest page, ListOrder<T> order, CancellationToken ct, Func<Task<long>>? count = null)
    {
        if (page.Cursor is { } cursor)
        {
            return cursor.List == order.Name
                ? await list.ReadBehindAsync(cursor.After, page, cursor.Total, order, ct)
                : throw PageCursor.Unreadable();
        }

        var total = await (count?.Invoke() ?? list.LongCountAsync(ct));
        if (page.Number == 0)
        {
            return await list.ReadBehindAsync(null, page, total, order, ct);
        }

        var before = await order.Sort(list).Select(order.PositionOf).Skip((page.Number * page.Size) - 1).Take(1).ToListAsync(ct);
        return before is [var last]
            ? await list.ReadBehindAsync(last, page, total, order, ct)
            : new Page<T>([], page.Number, page.Size, total, NextCursor: null); // The list ends before it.
    }

    private static async Task<Page<T>> ReadBehindAsync<T>(
        this IQueryable<T> list, Position? before, PageRequest page, long total, ListOrder<T> order, CancellationToken ct)
    {
        var behind = before is { } position ? order.Behind(list, position) : list;
        var found = order.Sort(behind).Take(page.Size + 1); // One more: is there a next page?
        var rows = order.RowsBy is { } id ? order.Sort(list.Join(found.Select(id), id, key => key, (row, _) => row)) : found;
        var read = await rows.ToListAsync(ct);
        var content = read.Take(page.Size).ToList();
        var next = read.Count > page.Size ? new PageCursor(order.Name, page.Number + 1, total, order.Of(content[^1])) : null;
        return new Page<T>(content, page.Number, page.Size, total, next?.ToString());
    }
}
