using System.Linq.Expressions;

namespace Commerce.Core.Paging;

/// <summary>The order of a list. It leaves no ties, and an index has it: a page is read from its place on, wherever that is.</summary>
/// <param name="Name">Names list and order in a cursor.</param>
/// <param name="Sort">Puts the entries in order.</param>
/// <param name="Behind">Those that come behind a place.</param>
/// <param name="PositionOf">The place of an entry, read from the index alone.</param>
internal sealed record ListOrder<T>(
    string Name,
    Func<IQueryable<T>, IOrderedQueryable<T>> Sort,
    Func<IQueryable<T>, Position, IQueryable<T>> Behind,
    Expression<Func<T, Position>> PositionOf)
{
    private readonly Func<T, Position> _positionOf = PositionOf.Compile();

    /// <summary>
    /// The id by which the rows of a page are read, after the page was found in the index alone; null: in one go. A server that sorts a
    /// small table rather than follow its index to the rows has no reason to when they are so few and known.
    /// </summary>
    public Expression<Func<T, long>>? RowsBy { get; init; }

    /// <summary>The place of an entry that was read.</summary>
    public Position Of(T entry) => _positionOf(entry);
}
