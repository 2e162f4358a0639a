using Commerce.Chaos;
using Commerce.Chaos.Interleavings;
using Commerce.Chaos.Matrix;
using Commerce.Chaos.PlantedBugs;
using Spectre.Console;

// Searches for a way to lose money, and looks at the books after each try. How and what it has found: docs/proof.md.
//   dotnet run --project tests/Commerce.Chaos -- --schedules 50 --seed 42            faults against the whole stack
//   dotnet run --project tests/Commerce.Chaos -- --interleavings 1000 --depth 6      orders of steps, in this process
//   dotnet run --project tests/Commerce.Chaos -- --matrix                            each dependency fails in each way
//   dotnet run --project tests/Commerce.Chaos -- --planted-bugs --quick              do the tests notice what people get wrong?
var command = ChaosCommand.Create((options, ct) => options switch
{
    { Matrix: not null } => new MatrixRun(options, AnsiConsole.Console).ExecuteAsync(ct),
    { PlantsBugs: true } => new PlantedBugsRun(options, AnsiConsole.Console).ExecuteAsync(ct),
    { Depth: not null } => new PrintInterleavings(options, AnsiConsole.Console).ExecuteAsync(ct),
    _ => new ChaosRun(options, AnsiConsole.Console).ExecuteAsync(ct),
});
return await command.Parse(args).InvokeAsync();
