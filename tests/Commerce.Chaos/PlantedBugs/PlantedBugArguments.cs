using System.CommandLine;
using System.Globalization;

namespace Commerce.Chaos.PlantedBugs;

/// <summary>What the command line says about planted bugs.</summary>
internal static class PlantedBugArguments
{
    private static readonly Option<bool> PlantedBugs = new("--planted-bugs")
    {
        Description = "Plants bugs into a copy of the tree, instead of running schedules, and tells which tests notice.",
    };

    private static readonly Option<string?> Only = OnlyOption();

    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "With a planted bug, runs the tests nearest to it and no others.",
    };

    public static void AddTo(RootCommand command)
    {
        command.Add(PlantedBugs);
        command.Add(Only);
        command.Add(Quick);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(PlantedBugs) && (result.GetValue(Quick) || result.GetValue(Only) is not null))
            {
                result.AddError("--only and --quick go with --planted-bugs.");
            }
        });
    }

    public static ChaosOptions Read(ParseResult arguments, ChaosOptions options) => options with
    {
        PlantsBugs = arguments.GetValue(PlantedBugs),
        Only = arguments.GetValue(Only) is { } numbers ? NumbersIn(numbers) : null,
        Quick = arguments.GetValue(Quick),
    };

    private static Option<string?> OnlyOption()
    {
        var option = new Option<string?>("--only") { Description = "Which of the planted bugs, by their numbers: 3,7." };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && NumbersIn(text) is null)
            {
                result.AddError($"--only takes numbers of bugs from 1 to {PlantedBugList.All.Count}, for example 3,7, not '{text}'.");
            }
        });
        return option;
    }

    private static HashSet<int>? NumbersIn(string text)
    {
        var numbers = new HashSet<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number < 1 || number > PlantedBugList.All.Count)
            {
                return null;
            }

            numbers.Add(number);
        }

        return numbers;
    }
}
