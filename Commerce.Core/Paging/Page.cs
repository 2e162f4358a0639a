namespace Commerce.Core.Paging;

/// <summary>One page of a longer list.</summary>
/// <param name="Number">The page's number, from 0.</param>
/// <param name="Size">How many entries a full page has.</param>
/// <param name="TotalElements">How many entries the whole list had when its reading began.</param>
/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Content, int Number, int Size, long TotalElements, string? NextCursor)
{
    /// <summary>The same page of something else.</summary>
    public Page<TResult> Map<TResult>(Func<T, TResult> map) => new([.. Content.Select(map)], Number, Size, TotalElements, NextCursor);
}
