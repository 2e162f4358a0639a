using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace Commerce.Api.Load.Soak;

/// <summary><c>soak</c>: steady orders for hours, and what creeps up meanwhile.</summary>
internal static partial class SoakCommand
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public static Command Create()
    {
        var lasts = new Option<TimeSpan>("--for")
        {
            Description = "How long, as in 90m or 8h.",
            DefaultValueFactory = _ => TimeSpan.FromHours(1),
            CustomParser = result =>
            {
                if (Parse(result.Tokens[0].Value) is { } time)
                {
                    return time;
                }

                result.AddError($"--for takes a time from 2m to 168h, for example 90m or 8h, not '{result.Tokens[0].Value}'.");
                return default;
            },
        };
        var rate = new Option<int>("--rate") { Description = "Orders a second, 1 to 1000.", DefaultValueFactory = _ => 20 };
        rate.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000)
            {
                result.AddError("--rate takes a number from 1 to 1000.");
            }
        });
        var output = new Option<DirectoryInfo>("--output")
        {
            Description = "The folder for the report.",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("artifacts", "soak")),
        };
        var command = new Command("soak", "Orders at a steady rate at a PG that throws its dice, and whether anything grows with time.")
        {
            lasts, rate, output,
        };
        command.SetAction((arguments, ct) => new SoakRun(
            arguments.GetValue(lasts), arguments.GetValue(rate), arguments.GetValue(output)!, AnsiConsole.Console).ExecuteAsync(ct));
        return command;
    }

    /// <returns>Null: that is no time, or not one that it may take.</returns>
    internal static TimeSpan? Parse(string text)
    {
        if (Time().Match(text) is not { Success: true } match
            || !int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var time = match.Groups[2].Value == "h" ? TimeSpan.FromHours(number) : TimeSpan.FromMinutes(number);
        return time >= Shortest && time <= Longest ? time : null;
    }

    [GeneratedRegex("^([0-9]{1,5})(m|h)$")]
    private static partial Regex Time();
}
