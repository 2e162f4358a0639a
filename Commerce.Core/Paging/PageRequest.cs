using Commerce.Core.Errors;

namespace Commerce.Core.Paging;

/// <summary>Which page of a list is wanted.</summary>
public sealed record PageRequest
{
    public const int MaxSize = 100;

    private PageRequest(int number, int size) => (Number, Size) = (number, size);

    /// <summary>From 0.</summary>
    public int Number { get; }

    /// <summary>Entries a page, 1 to <see cref="MaxSize"/>.</summary>
    public int Size { get; }

    /// <summary>How many entries come before this page.</summary>
    public int Offset => Number * Size;

    /// <exception cref="CommerceException">400 when there can be no such page.</exception>
    public static PageRequest Of(int number, int size) =>
        number < 0 || size is < 1 or > MaxSize || (long)number * size > int.MaxValue
            ? throw new CommerceException(ErrorCode.BadRequest, Sentence.PageOutOfRange, MaxSize)
            : new PageRequest(number, size);
}
