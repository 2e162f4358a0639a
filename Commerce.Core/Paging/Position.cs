namespace Commerce.Core.Paging;

/// <summary>Where an entry stands in a list.</summary>
/// <param name="Value">What the list is sorted by, as a number; 0 where it is sorted by the id alone.</param>
/// <param name="Id">The entry's id, which settles ties.</param>
internal readonly record struct Position(long Value, long Id);
