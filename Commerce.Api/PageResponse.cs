using Commerce.Core.Persistence;

namespace Commerce.Api;

/// <summary>One page of a list, in the members that Spring clients know.</summary>
internal sealed record PageResponse<T>(
    IReadOnlyList<T> Content,
    long TotalElements,
    long TotalPages,
    int Number,
    int Size,
    bool First,
    bool Last,
    int NumberOfElements,
    bool Empty)
{
    public static PageResponse<T> Of<TSource>(Page<TSource> page, Func<TSource, T> map)
    {
        var totalPages = (page.TotalElements + page.Size - 1) / page.Size;
        return new PageResponse<T>(
            [.. page.Content.Select(map)],
            page.TotalElements,
            totalPages,
            page.Number,
            page.Size,
            First: page.Number == 0,
            Last: page.Number >= totalPages - 1,
            NumberOfElements: page.Content.Count,
            Empty: page.Content.Count == 0);
    }
}
