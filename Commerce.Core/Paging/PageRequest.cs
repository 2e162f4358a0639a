using Commerce.Core.Errors;

namespace Commerce.Core.Paging;

/// <summary>Which page of a list is wanted: by its number, or by the cursor that the page before it gave.</summary>
public sealed record PageRequest
{
    public const int MaxSize = 100;

    /// <summary>The last page that can be had by its number: what comes before it is skipped, and skipping is work.</summary>
    public const int LastNumber = 100;

    private PageRequest(int number, int size, PageCursor? cursor) => (Number, Size, Cursor) = (number, size, cursor);

    /// <summary>From 0.</summary>
    public int Number { get; }

    /// <summary>Entries a page, 1 to <see cref="MaxSize"/>.</summary>
    public int Size { get; }

    /// <summary>Where it begins; null: its number says so.</summary>
    internal PageCursor? Cursor { get; }

    /// <exception cref="CommerceException">400 when there can be no such page.</exception>
    public static PageRequest Of(int number, int size, string? cursor = null)
    {
        if (number is < 0 or > LastNumber || size is < 1 or > MaxSize)
        {
            var fields = new FieldChecks();
            fields.Read(() => number is < 0 or > LastNumber ? throw OutOfRange("page") : number);
            fields.Read(() => size is < 1 or > MaxSize ? throw OutOfRange("size") : size);
            fields.ThrowIfAny();
        }

        if (cursor is null)
        {
            return new PageRequest(number, size, null);
        }

        var start = number == 0 ? PageCursor.Parse(cursor) : throw PageCursor.Unreadable(); // It cannot be both.
        return new PageRequest(start.Number, size, start);
    }

    private static CommerceException OutOfRange(string field) =>
        new(ErrorCode.BadRequest, Sentence.PageOutOfRange, LastNumber, MaxSize) { Field = field };
}
