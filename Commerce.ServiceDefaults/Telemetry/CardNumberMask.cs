using System.Text.RegularExpressions;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>Hides card numbers in texts that others chose, for example the path of a request.</summary>
internal static partial class CardNumberMask
{
    private const int Shown = 4;

    /// <returns>The same text object when there is nothing to hide.</returns>
    public static string Apply(string text) => DigitRun().Replace(text, run => PassesLuhn(run.ValueSpan) ? $"****{run.Value[^Shown..]}" : run.Value);

    // The check digit that every card number ends in; without it every long id would be hidden.
    private static bool PassesLuhn(ReadOnlySpan<char> run)
    {
        var (sum, position) = (0, 0);
        for (var i = run.Length - 1; i >= 0; i--)
        {
            if (char.IsAsciiDigit(run[i]))
            {
                var digit = (run[i] - '0') * (1 + (position++ % 2));
                sum += digit > 9 ? digit - 9 : digit;
            }
        }

        return sum % 10 == 0;
    }

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9](?:[ -]?[0-9]){12,18}(?![0-9A-Za-z])")]
    private static partial Regex DigitRun();
}
