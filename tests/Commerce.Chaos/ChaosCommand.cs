using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Commerce.Chaos.Matrix;
using Commerce.Chaos.PlantedBugs;

namespace Commerce.Chaos;

/// <summary>The command line. What cannot be is told in a sentence, and nothing is started.</summary>
internal static class ChaosCommand
{
    private const int DeepestDepth = 7;

    private static readonly Option<int> Schedules = Number("--schedules", "How many schedules.", 50);
    private static readonly Option<int> Interleavings = Number(
        "--interleavings", "How many orders of steps, in this process, instead of schedules.", 1_000);
    private static readonly Option<string?> Matrix = new("--matrix")
    {
        Description = "Instead of schedules each dependency fails in each way; or only those with this in their names, as 'database down'.",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "name",
    };

    private static readonly Option<int> First = Number("--first", "The number of the first one.", 1);
    private static readonly Option<int> Stacks = Number(
        "--stacks", "How many stacks work side by side; of the shops that play interleavings one more than there are processors.", 1);

    private static readonly Option<int> Depth = Number(
        "--depth", $"How many steps of an interleaving, 1 to {DeepestDepth}.", 6, DeepestDepth);

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Which ones: the same seed makes the same again.",
        DefaultValueFactory = _ => 42,
    };

    private static readonly Option<int> Shrinks = new("--shrinks")
    {
        Description = "How many runs may be spent on making a schedule that failed smaller.",
        DefaultValueFactory = _ => 12,
    };

    private static readonly Option<string?> Replay = ReplayOption();

    private static readonly Option<DirectoryInfo> Output = new("--output")
    {
        Description = "The folder for the report, and for the evidence of what failed.",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("artifacts", "chaos")),
    };

    /// <param name="run">Does what was asked for, and says with which code the program ends.</param>
    public static RootCommand Create(Func<ChaosOptions, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand("Breaks everything that can break while orders are paid, and looks at the books afterwards.")
        {
            Schedules, Interleavings, Matrix, Depth, Seed, First, Stacks, Shrinks, Replay, Output,
        };
        command.Validators.Add(StandsAlone);
        PlantedBugArguments.AddTo(command);
        command.SetAction((arguments, ct) => run(Read(arguments), ct));
        return command;
    }

    internal static ChaosOptions Read(ParseResult arguments)
    {
        var areInterleavings = arguments.GetResult(Interleavings) is { Implicit: false };
        var asked = areInterleavings ? arguments.GetValue(Interleavings) : arguments.GetValue(Schedules);
        var (seed, from, count) = arguments.GetValue(Replay) is { } name && Replayed(name) is { } one
            ? (one.Seed, one.Number, 1)
            : (arguments.GetValue(Seed), arguments.GetValue(First), asked);
        var areShops = areInterleavings && arguments.GetResult(Stacks) is not { Implicit: false };
        var atOnce = Math.Min(count, areShops ? Environment.ProcessorCount + 1 : arguments.GetValue(Stacks));
        var options = new ChaosOptions(seed, from, count, atOnce, arguments.GetValue(Output)!, arguments.GetValue(Shrinks))
        {
            Depth = areInterleavings ? arguments.GetValue(Depth) : null,
            Matrix = arguments.GetResult(Matrix) is null ? null : arguments.GetValue(Matrix) ?? string.Empty,
        };
        return PlantedBugArguments.Read(arguments, options);
    }

    private static void StandsAlone(CommandResult result)
    {
        if (result.GetResult(Matrix) is null)
        {
            return;
        }

        if (new Option[] { Schedules, Interleavings, Replay }.Any(other => result.GetResult(other) is { Implicit: false }))
        {
            result.AddError("--matrix takes neither --schedules, --interleavings nor --replay.");
        }
        else if (MatrixCase.Named(result.GetValue(Matrix) ?? string.Empty).Count == 0)
        {
            result.AddError($"--matrix knows no case with '{result.GetValue(Matrix)}' in its name; one is '{MatrixCase.All[0]}'.");
        }
    }

    private static Option<int> Number(string name, string description, int usual, int most = int.MaxValue)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < 1 || value > most))
            {
                result.AddError(most == int.MaxValue ? $"{name} takes a number from 1." : $"{name} takes a number from 1 to {most}.");
            }
        });
        return option;
    }

    private static Option<string?> ReplayOption()
    {
        var option = new Option<string?>("--replay") { Description = "One again, by the name that the report gives it: SEED:NUMBER." };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && Replayed(name) is null)
            {
                result.AddError($"--replay takes a seed and a number, for example 42:17, not '{name}'.");
            }
        });
        return option;
    }

    private static (int Seed, int Number)? Replayed(string name) =>
        name.Split(':') is [var seed, var number]
        && int.TryParse(seed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var s)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? (s, n) : null;
}
