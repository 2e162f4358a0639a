using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Commerce.Core.Errors;

namespace Commerce.Core.Paging;

/// <summary>
/// The place where a page begins: behind which entry of which list. Clients get it as a text that they send back as it is. It carries the
/// page's number and the total that was counted when the reading began, so that the next page needs neither a count nor a skip.
/// </summary>
/// <param name="List">The list's name, with its order: a place in one list is none in another.</param>
internal sealed record PageCursor(string List, int Number, long Total, Position After)
{
    private const int MaxLength = 200;
    private const char Separator = '.';

    /// <exception cref="CommerceException">400 when it is none that <see cref="ToString"/> made.</exception>
    public static PageCursor Parse(string text)
    {
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
        {
            throw Unreadable();
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(Separator);
        return parts is [var list, var number, var total, var value, var id]
            && NumberOf(number) is { } page and < int.MaxValue
            && NumberOf(total) is { } counted && NumberOf(value) is { } sortedBy && NumberOf(id) is { } entry
            ? new PageCursor(list, (int)page, counted, new Position(sortedBy, entry))
            : throw Unreadable();
    }

    /// <summary>The error for a text that is no place in the list.</summary>
    public static CommerceException Unreadable() => new(ErrorCode.BadRequest, Sentence.CursorUnreadable) { Field = "cursor" };

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{List}.{Number}.{Total}.{After.Value}.{After.Id}")));

    private static long? NumberOf(string digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
