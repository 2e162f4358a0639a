using System.Globalization;

namespace Commerce.ServiceDefaults.Cards;

/// <summary>One character of a text as its reader will see it: an escape of JSON or of a URL is the character that it stands for.</summary>
/// <param name="Length">How many characters it takes in the text, 1 or more.</param>
internal readonly record struct WrittenChar(char Value, int Length)
{
    private const int UnicodeEscape = 6; // \u0034
    private const int UrlEscape = 3; // %34

    public bool IsDigit => Digit >= 0;

    /// <summary>0 to 9; -1 when it is no digit. Full-width digits are what a Korean keyboard may give.</summary>
    public int Digit => Value switch
    {
        >= '0' and <= '9' => Value - '0',
        >= '０' and <= '９' => Value - '０',
        _ => -1,
    };

    /// <summary>
    /// What can stand between the groups of a card number: whatever is no letter and no digit (blanks, ends of lines, dashes, bars,
    /// characters without a width), and the vowel that a Korean keyboard gives for a dash.
    /// </summary>
    public bool IsSeparator => Value == 'ㅡ' || !char.IsLetterOrDigit(Value);

    public static WrittenChar At(ReadOnlySpan<char> text, int index) => text[index] switch
    {
        '\\' when index + 1 < text.Length => OfJson(text[index..]),
        // An escaped letter is none that anybody needs to write: it is a percent sign that happens to stand in front of digits.
        '%' when Hex(text, index + 1, UrlEscape - 1) is { } code && !char.IsAsciiLetter(code) => new(code, UrlEscape),
        var itself => new(itself, 1),
    };

    private static WrittenChar OfJson(ReadOnlySpan<char> escape) => escape[1] switch
    {
        'u' when Hex(escape, 2, UnicodeEscape - 2) is { } code => new(code, UnicodeEscape),
        'n' or 'r' or 't' or 'b' or 'f' => new(' ', 2),
        '/' or '"' or '\\' => new(escape[1], 2),
        _ => new('\\', 1),
    };

    private static char? Hex(ReadOnlySpan<char> text, int start, int length) =>
        start + length <= text.Length
        && ushort.TryParse(text.Slice(start, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;
}
