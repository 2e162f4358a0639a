using Commerce.Core.Paging;

namespace Commerce.Core.Products;

/// <summary>The orders of the catalogue, each with its index. The id settles ties, so that no product is on two pages or on none.</summary>
internal static class ProductOrders
{
    // Written as two ranges of the index, the rest of the ties and what comes after them: as "at most this value, and …" all ties would be
    // read again on every page.
    private static readonly ListOrder<Product> CheapestFirst = new(
        "PRICE_ASC",
        list => list.OrderBy(p => p.Price).ThenBy(p => p.Id),
        (list, last) => list.Where(p => p.Price > last.Value || (p.Price == last.Value && p.Id > last.Id)),
        p => new Position(p.Price, p.Id))
    { RowsBy = p => p.Id };

    private static readonly ListOrder<Product> MostLikedFirst = new(
        "LIKES_DESC",
        list => list.OrderByDescending(p => p.LikesCount).ThenByDescending(p => p.Id),
        BehindLiked,
        p => new Position(p.LikesCount, p.Id))
    { RowsBy = p => p.Id };

    private static readonly ListOrder<Product> LatestFirst = new(
        "LATEST",
        list => list.OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id),
        BehindLatest,
        p => new Position(p.CreatedAt.UtcTicks, p.Id))
    { RowsBy = p => p.Id };

    public static ListOrder<Product> Of(ProductSort sort) => sort switch
    {
        ProductSort.PriceAsc => CheapestFirst,
        ProductSort.LikesDesc => MostLikedFirst,
        ProductSort.Latest => LatestFirst,
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, null),
    };

    private static IQueryable<Product> BehindLiked(IQueryable<Product> list, Position last)
    {
        var likes = (int)Math.Min(last.Value, int.MaxValue); // As the column is: compared as a wider number, no index would be used.
        return list.Where(p => p.LikesCount < likes || (p.LikesCount == likes && p.Id < last.Id));
    }

    private static IQueryable<Product> BehindLatest(IQueryable<Product> list, Position last)
    {
        // A cursor is a client's text: what is no time comes before all times.
        var at = new DateTimeOffset(Math.Min(last.Value, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
        return list.Where(p => p.CreatedAt < at || (p.CreatedAt == at && p.Id < last.Id));
    }
}
