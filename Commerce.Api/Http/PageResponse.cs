using Commerce.Core.Paging;

namespace Commerce.Api.Http;

/// <summary>One page of a list, in the members that Spring clients know.</summary>
/// <param name="NextCursor">What to send as <c>cursor</c> for the next page; left out on the last one.</param>
internal sealed record PageResponse<T>(
    IReadOnlyList<T> Content,
    PageableResponse Pageable,
    long TotalElements,
    long TotalPages,
    int Number,
    int Size,
    bool First,
    bool Last,
    int NumberOfElements,
    bool Empty,
    SortResponse Sort,
    string? NextCursor)
{
    public static PageResponse<T> Of<TSource>(Page<TSource> page, Func<TSource, T> map)
    {
        var totalPages = (page.TotalElements + page.Size - 1) / page.Size;
        return new PageResponse<T>(
            [.. page.Content.Select(map)],
            new PageableResponse(page.Number, page.Size, (long)page.Number * page.Size, SortResponse.Always),
            page.TotalElements,
            totalPages,
            page.Number,
            page.Size,
            First: page.Number == 0,
            Last: page.NextCursor is null,
            NumberOfElements: page.Content.Count,
            Empty: page.Content.Count == 0,
            SortResponse.Always,
            page.NextCursor);
    }
}

/// <summary>The page that was asked for.</summary>
/// <param name="Offset">How many entries come before it.</param>
internal sealed record PageableResponse(
    int PageNumber, int PageSize, long Offset, SortResponse Sort, bool Paged = true, bool Unpaged = false);

internal sealed record SortResponse(bool Sorted, bool Unsorted, bool Empty)
{
    /// <summary>Every list here has an order.</summary>
    public static readonly SortResponse Always = new(Sorted: true, Unsorted: false, Empty: false);
}
