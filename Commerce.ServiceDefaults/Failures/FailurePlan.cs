using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Commerce.ServiceDefaults.Failures;

/// <summary>
/// Which failures are to happen, as text: <c>order-committed@2=kill; callback-stored@1=delay:500</c> kills the process when it has
/// committed its second order, and lets the first callback wait for half a second after it was stored.
/// </summary>
internal static partial class FailurePlan
{
    private const int MostCharacters = 4_000;
    private const int MostActs = 50;
    private const string Form = "each act is POINT@N=ACT, with kill, stop, throw or delay:MILLISECONDS, and acts are parted by ';'";

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(10);

    /// <param name="flaw">What is wrong with the text, a sentence without its first word's capital.</param>
    public static bool TryParse(string? text, out IReadOnlyList<FailureAct> acts, [NotNullWhen(false)] out string? flaw)
    {
        acts = [];
        if (text?.Length > MostCharacters)
        {
            flaw = $"it may have {MostCharacters} characters at most.";
            return false;
        }

        var read = new List<FailureAct>();
        foreach (var part in (text ?? string.Empty).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Read(part, out var wrong) is not { } act)
            {
                flaw = wrong!;
                return false;
            }

            read.Add(act);
        }

        acts = read;
        flaw = read.Count <= MostActs ? null : $"it may have {MostActs} acts at most.";
        return flaw is null;
    }

    private static FailureAct? Read(string part, out string? flaw)
    {
        flaw = null;
        if (Act().Match(part) is not { Success: true } match
            || !long.TryParse(match.Groups["n"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var passing) || passing < 1)
        {
            flaw = $"'{part}' cannot be read: {Form}.";
            return null;
        }

        var (point, kind, delay) = (match.Groups["point"].Value, KindOf(match.Groups["act"].Value), DelayOf(match.Groups["ms"].Value));
        flaw = !FailurePoints.All.Contains(point, StringComparer.Ordinal)
            ? $"there is no failure point '{point}', only {string.Join(", ", FailurePoints.All)}."
            : delay > LongestDelay ? $"'{part}' waits longer than {LongestDelay.TotalMinutes:0} minutes." : null;
        return flaw is null ? new FailureAct(point, passing, kind, delay) : null;
    }

    private static FailureKind KindOf(string act) => act switch
    {
        "kill" => FailureKind.Kill,
        "stop" => FailureKind.Stop,
        "throw" => FailureKind.Throw,
        _ => FailureKind.Delay,
    };

    private static TimeSpan DelayOf(string milliseconds) =>
        milliseconds.Length == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^(?<point>[a-z-]+)@(?<n>[1-9][0-9]{0,8})=(?<act>kill|stop|throw|delay:(?<ms>[1-9][0-9]{0,7}))\z")]
    private static partial Regex Act();
}
