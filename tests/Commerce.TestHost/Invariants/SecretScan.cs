using System.Globalization;
using System.Text.RegularExpressions;

namespace Commerce.TestHost.Invariants;

/// <summary>
/// Looks for card numbers and other secrets in what leaves our processes (I15): our database, our consoles, our traces, metrics
/// and logs. The PG's own database is left out: it stores card numbers in full because the original does, and is the PG's.
/// </summary>
/// <param name="secrets">Texts that may appear nowhere, for example a key that callbacks are signed with.</param>
public sealed partial class SecretScan(IReadOnlyCollection<string> secrets)
{
    private const int Around = 30;

    /// <returns>A sentence for each finding, with the digits masked and the text around them.</returns>
    public IEnumerable<string> Findings(string source, string text)
    {
        text = Escape().Replace(text, escape => Unescaped(escape.ValueSpan));
        foreach (Match candidate in DigitRun().Matches(text))
        {
            var digits = string.Concat(candidate.Value.Where(char.IsAsciiDigit));
            if (IsOfACardScheme(digits) && PassesLuhn(digits))
            {
                yield return $"{source} holds a card number that ends in {digits[^4..]}: {Surroundings(text, candidate)}";
            }
        }

        foreach (var secret in secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)))
        {
            yield return $"{source} holds the secret that begins with {secret[..4]}";
        }
    }

    private static string Unescaped(ReadOnlySpan<char> escape) =>
        escape.Length == 2 ? " " : ((char)int.Parse(escape[^2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString();

    private static string Surroundings(string text, Match found)
    {
        var from = Math.Max(0, found.Index - Around);
        var to = Math.Min(text.Length, found.Index + found.Length + Around);
        return $"{text[from..found.Index]}(here){text[(found.Index + found.Length)..to]}".ReplaceLineEndings(" ");
    }

    // Visa 4, Mastercard 51-55 and 2221-2720, American Express 34 and 37, Diners 30, 36 and 38, JCB 35, UnionPay 62, Discover 60 and 64-65.
    private static bool IsOfACardScheme(string digits)
    {
        var (two, four) = (Number(digits[..2]), Number(digits[..4]));
        return digits[0] == '4'
            || two is (>= 51 and <= 55) or 30 or (>= 34 and <= 38) or 60 or 62 or 64 or 65
            || four is >= 2221 and <= 2720;
    }

    private static bool PassesLuhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
        }

        return sum % 10 == 0;
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    // Letters beside the digits make it a part of an id: traces and messages have hexadecimal ones by the thousand.
    [GeneratedRegex("(?<![0-9A-Za-z])(?:[0-9](?:[ -]?[0-9]){12,18}|[0-9]{4}(?:[ ._/-]{1,3}[0-9]{4}){3})(?![0-9A-Za-z])")]
    private static partial Regex DigitRun();

    // As JSON and addresses write a character that could stand there itself.
    [GeneratedRegex(@"\\u00[2-3][0-9A-Fa-f]|%[2-3][0-9A-Fa-f]|\\[nrt]")]
    private static partial Regex Escape();
}
