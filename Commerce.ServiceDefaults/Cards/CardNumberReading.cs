namespace Commerce.ServiceDefaults.Cards;

/// <summary>
/// Tells whether a card number begins at a place of a text. Every rule here keeps an id from being taken for one: ids by time begin
/// with 1 or 20, a UUID has groups of 8, 4 and 12, and nine of ten that look right fail the check digit.
/// </summary>
internal static class CardNumberReading
{
    public const int FewestDigits = 13;
    private const int MostDigits = 19;
    private const int MostSeparators = 8; // "4242  --  4242"; more are the columns of a table.
    private const int UsualGroup = 4;

    /// <returns>Where the number ends, the longest if there are several; null when none begins here.</returns>
    public static int? EndOf(ReadOnlySpan<char> text, int start)
    {
        Span<byte> digits = stackalloc byte[MostDigits];
        Span<int> groups = stackalloc int[MostDigits];
        var (count, groupCount, isHyphenated) = (0, 0, true);
        int? end = null;
        for (var i = start; count < MostDigits && ReadGroup(text, ref i, digits[count..]) is > 0 and var size;)
        {
            count += size;
            groups[groupCount++] = size;
            var isBorder = i == text.Length || !char.IsAsciiLetter(WrittenChar.At(text, i).Value);
            if (isBorder && IsCard(digits[..count], groups[..groupCount], isHyphenated))
            {
                end = i;
            }

            isHyphenated &= SkipSeparators(text, ref i);
        }

        return end;
    }

    /// <returns>How many digits follow in a row; 0 when there are none, or more than there is room for.</returns>
    private static int ReadGroup(ReadOnlySpan<char> text, ref int i, Span<byte> digits)
    {
        var size = 0;
        while (i < text.Length && WrittenChar.At(text, i) is { IsDigit: true } digit)
        {
            if (size == digits.Length)
            {
                return 0;
            }

            digits[size++] = (byte)digit.Digit;
            i += digit.Length;
        }

        return size;
    }

    /// <returns>Whether it was one hyphen and nothing else.</returns>
    private static bool SkipSeparators(ReadOnlySpan<char> text, ref int i)
    {
        var (count, last) = (0, '\0');
        while (i < text.Length && count < MostSeparators && WrittenChar.At(text, i) is { IsSeparator: true } separator)
        {
            (count, last) = (count + 1, separator.Value);
            i += separator.Length;
        }

        return (count, last) == (1, '-');
    }

    private static bool IsCard(ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups, bool isHyphenated) =>
        // What an order takes for a card, whatever its check digit.
        (isHyphenated && groups is [UsualGroup, UsualGroup, UsualGroup, UsualGroup])
        || (digits.Length >= FewestDigits && AreGroupsOfACard(groups, digits.Length) && IsOfAnIssuer(digits) && PassesLuhn(digits));

    // Groups of one size, the last one perhaps shorter; or American Express and Diners, 4-6-5 and 4-6-4.
    private static bool AreGroupsOfACard(ReadOnlySpan<int> groups, int digits)
    {
        if (groups is [UsualGroup, 6, 4 or 5])
        {
            return true;
        }

        var size = groups[0];
        return groups[..^1].IndexOfAnyExcept(size) < 0 && groups[^1] <= size && (size >= UsualGroup || digits is 15 or 16);
    }

    // 3 to 6 are the card schemes, 9 is for cards of one country (in Korea too); of 2 the part that is Mastercard's and Mir's.
    private static bool IsOfAnIssuer(ReadOnlySpan<byte> digits) => digits[0] switch
    {
        >= 3 and <= 6 or 9 => true,
        2 => (digits[1] * 100) + (digits[2] * 10) + digits[3] is >= 200 and <= 720,
        _ => false,
    };

    private static bool PassesLuhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] * (1 + (i % 2));
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }
}
