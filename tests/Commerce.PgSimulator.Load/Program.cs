using Commerce.PgSimulator.Load;

// Puts load on the PG simulator: a real process, a real MySQL, a merchant who counts his callbacks.
//   dotnet run -c Release --project tests/Commerce.PgSimulator.Load -- sustained 300 60
if (LoadArguments.Parse(args) is not { } wanted)
{
    await Console.Error.WriteLineAsync(LoadArguments.Usage);
    return 64; // EX_USAGE of sysexits.h
}

await using var bench = await LoadBench.StartAsync(wanted.ProcessDelayMs);
await (wanted.Scenario switch
{
    "sustained" => new SustainedLoad(bench).RunAsync(wanted.Rate, TimeSpan.FromSeconds(wanted.Amount)),
    "pending" => new PendingLoad(bench).RunAsync(wanted.Amount),
    _ => new PeakLoad(bench).RunAsync(TimeSpan.FromSeconds(wanted.Amount)),
});
return 0;
