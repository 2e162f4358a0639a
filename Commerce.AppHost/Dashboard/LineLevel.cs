using System.Text.RegularExpressions;

namespace Commerce.AppHost.Dashboard;

/// <summary>
/// Whether a line that a service printed is a warning or worse. A record of several lines has its level in the first, so this remembers
/// it for those that follow.
/// </summary>
internal sealed partial class LineLevel
{
    private bool _isBad;

    /// <param name="isError">
    /// It came by the error output, where a process that breaks off prints without a level. MySQL prints everything there.
    /// </param>
    public bool IsWarning(string line, bool isError)
    {
        var level = Level().Match(line);
        if (level.Success)
        {
            _isBad = level.Groups["bad"].Success;
        }
        else if (!char.IsWhiteSpace(line.FirstOrDefault(' ')))
        {
            _isBad = isError;
        }

        return _isBad;
    }

    // "warn: Category[1]" of .NET, "2026-11-25T18:00:00.000000Z 0 [ERROR] [MY-010119] ..." of MySQL, whose warnings are about its own
    // set-up. Polly warns of each single try; what the tries came to, the service says itself.
    [GeneratedRegex(@"^(?:[\d][\dTZ:.+-]* +)*(?:(?<bad>(?:warn|fail|crit)(?!: Polly\[)|\[ERROR\])|trce|dbug|info|\[\w+\])")]
    private static partial Regex Level();
}
