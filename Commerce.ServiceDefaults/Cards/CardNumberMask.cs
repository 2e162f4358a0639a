using System.Buffers;
using System.Text;

namespace Commerce.ServiceDefaults.Cards;

/// <summary>
/// The one mask for card numbers in texts that others chose: before such a text is stored, logged, traced or sent back (I15). It sees
/// through separators, full-width digits and the escapes of JSON and of URLs.
/// </summary>
public static class CardNumberMask
{
    private const string Hidden = "****-****-****-";
    private const int Shown = 4;

    // Where a card number, written in whatever way, can begin: a digit or an escape.
    private static readonly SearchValues<char> Beginnings = SearchValues.Create("0123456789０１２３４５６７８９\\%");

    /// <returns>The text with all but the last four digits of every card number hidden; the same object when there is none.</returns>
    public static string Apply(string text)
    {
        StringBuilder? masked = null;
        var (copied, from) = (0, 0);
        while (Find(text, from) is { } found)
        {
            masked ??= new StringBuilder(text.Length);
            masked.Append(text, copied, found.Start - copied).Append(Hidden);
            AppendLastDigits(masked, text.AsSpan(found.Start, found.End - found.Start));
            copied = from = found.End;
        }

        return masked is null ? text : masked.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>For names that have to be kept as they are or not at all.</summary>
    public static bool Finds(string text) => Find(text, from: 0) is not null;

    private static (int Start, int End)? Find(ReadOnlySpan<char> text, int from)
    {
        if (!HasDigitsEnough(text[from..]))
        {
            return null;
        }

        // Digits beside letters are a part of some id: traces and messages have hexadecimal ones by the thousand.
        var isBorder = true;
        for (var i = from; text[i..].IndexOfAny(Beginnings) is >= 0 and var ahead;)
        {
            isBorder = ahead > 0 ? !char.IsAsciiLetterOrDigit(text[i + ahead - 1]) : isBorder;
            i += ahead;
            var written = WrittenChar.At(text, i);
            if (written.IsDigit && isBorder && CardNumberReading.EndOf(text, i) is { } end)
            {
                return (i, end);
            }

            isBorder = !char.IsAsciiLetter(written.Value) && !written.IsDigit;
            i += written.Length;
        }

        return null;
    }

    // Nearly every text of ours ends here, at the price of one pass over it. It looks no further than it must: it is asked again
    // after every number found.
    private static bool HasDigitsEnough(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            if ((char.IsAsciiDigit(c) || c is >= '０' and <= '９') && ++digits == CardNumberReading.FewestDigits)
            {
                return true;
            }
        }

        return false;
    }

    private static void AppendLastDigits(StringBuilder masked, ReadOnlySpan<char> number)
    {
        Span<char> last = stackalloc char[Shown];
        for (var i = 0; i < number.Length;)
        {
            var written = WrittenChar.At(number, i);
            if (written.IsDigit)
            {
                last[1..].CopyTo(last);
                last[^1] = (char)('0' + written.Digit);
            }

            i += written.Length;
        }

        masked.Append(last);
    }
}
