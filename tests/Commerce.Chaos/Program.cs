using System.CommandLine;
using System.Globalization;
using Commerce.Chaos;
using Spectre.Console;

// Searches for a way to lose money: seeded schedules of faults against the whole stack, and the books after each.
//   dotnet run --project tests/Commerce.Chaos -- --schedules 50 --seed 42
var schedules = Number("--schedules", "How many schedules.", 50);
var seed = new Option<int>("--seed")
{
    Description = "Which schedules: the same seed makes the same again.",
    DefaultValueFactory = _ => 42,
};
var first = Number("--first", "The number of the first one.", 1);
var stacks = Number("--stacks", "How many stacks work side by side.", 1);
var shrinks = new Option<int>("--shrinks")
{
    Description = "How many runs may be spent on making a schedule that failed smaller.",
    DefaultValueFactory = _ => 12,
};
var replay = new Option<string?>("--replay") { Description = "One schedule again, by the name that the report gives it: SEED:NUMBER." };
replay.Validators.Add(result =>
{
    if (result.GetValueOrDefault<string?>() is { } name && Replayed(name) is null)
    {
        result.AddError($"--replay takes a seed and a number, for example 42:17, not '{name}'.");
    }
});
var output = new Option<DirectoryInfo>("--output")
{
    Description = "The folder for the report, and for the evidence of what failed.",
    DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("artifacts", "chaos")),
};
var command = new RootCommand("Breaks everything that can break while orders are paid, and looks at the books afterwards.")
{
    schedules,
    seed,
    first,
    stacks,
    shrinks,
    replay,
    output,
};
command.SetAction((arguments, ct) =>
{
    var (ofSeed, from, count) = arguments.GetValue(replay) is { } name && Replayed(name) is { } one
        ? (one.Seed, one.Number, 1)
        : (arguments.GetValue(seed), arguments.GetValue(first), arguments.GetValue(schedules));
    var atOnce = Math.Min(count, arguments.GetValue(stacks));
    var options = new ChaosOptions(ofSeed, from, count, atOnce, arguments.GetValue(output)!, arguments.GetValue(shrinks));
    return new ChaosRun(options, AnsiConsole.Console).ExecuteAsync(ct);
});
return await command.Parse(args).InvokeAsync();

static Option<int> Number(string name, string description, int usual)
{
    var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
        {
            result.AddError($"{name} takes a number from 1.");
        }
    });
    return option;
}

static (int Seed, int Number)? Replayed(string name) =>
    name.Split(':') is [var seed, var number]
    && int.TryParse(seed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var s)
    && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? (s, n) : null;
