using System.Globalization;
using Commerce.ServiceDefaults.Cards;

namespace Commerce.Core.Texts;

/// <summary>
/// The one place where a text that others wrote becomes fit to be kept: card numbers hidden (I15), and no longer than its column. It is
/// done before any transaction begins, because a text that the database refuses would stop there what must not be stopped.
/// </summary>
public static class ForeignText
{
    private const char CutHere = '…';

    /// <summary>For words that people read. What is left out shows as an ellipsis.</summary>
    /// <param name="maxLength">
    /// As a column counts: an emoji of two UTF-16 units counts as two here and as one there, never the other way round.
    /// </param>
    public static string Bounded(string text, int maxLength)
    {
        var masked = CardNumberMask.Apply(text);
        return masked.Length <= maxLength ? masked : string.Concat(masked.AsSpan(0, BorderBefore(masked, maxLength - 1)), [CutHere]);
    }

    /// <summary>For names, which are of no use when a part of them is missing.</summary>
    /// <returns>
    /// Null when the name cannot be kept as it is: empty, too long, with blanks or control characters, or with a card number in it.
    /// </returns>
    public static string? Name(string? text, int maxLength) =>
        text is { Length: > 0 } && text.Length <= maxLength && text.All(IsVisible) && !CardNumberMask.Finds(text) ? text : null;

    // Two names that differ in blanks at their end are one to the database.
    private static bool IsVisible(char c) => !char.IsWhiteSpace(c) && !char.IsControl(c) && !char.IsSurrogate(c);

    // What a reader sees as one character stays whole, unless it alone is longer than the limit.
    private static int BorderBefore(string text, int limit)
    {
        var border = 0;
        for (var next = 0; next <= limit; next += StringInfo.GetNextTextElementLength(text, next))
        {
            border = next;
        }

        return border > 0 || limit == 0 ? border : limit - (char.IsHighSurrogate(text[limit - 1]) ? 1 : 0);
    }
}
