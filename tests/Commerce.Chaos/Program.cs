using Commerce.Chaos;
using Commerce.Chaos.Interleavings;
using Spectre.Console;

// Searches for a way to lose money, and looks at the books after each try. How and what it has found: docs/proof.md.
//   dotnet run --project tests/Commerce.Chaos -- --schedules 50 --seed 42            faults against the whole stack
//   dotnet run --project tests/Commerce.Chaos -- --interleavings 1000 --depth 6      orders of steps, in this process
var command = ChaosCommand.Create((options, ct) => options.Depth is null
    ? new ChaosRun(options, AnsiConsole.Console).ExecuteAsync(ct)
    : new PrintInterleavings(options, AnsiConsole.Console).ExecuteAsync(ct));
return await command.Parse(args).InvokeAsync();
