namespace Commerce.Chaos.PlantedBugs;

/// <summary>Runs schedules of faults in the copy, which is built with a bug in it.</summary>
internal sealed class SearchWithBug(WorkingCopy copy, int seed)
{
    private const int CouldNotRun = 78;
    private const int Schedules = 50;

    private static readonly TimeSpan Limit = TimeSpan.FromHours(4);

    /// <returns>The search when it found something; else nothing.</returns>
    /// <exception cref="InvalidOperationException">The schedules could not be run.</exception>
    public async Task<IReadOnlyList<string>> ExecuteAsync(CancellationToken ct)
    {
        var program = Path.Combine(copy.Root, "tests", "Commerce.Chaos", "bin", "Debug", "net10.0", "Commerce.Chaos.dll");
        string[] arguments = [program, "--schedules", $"{Schedules}", "--seed", $"{seed}", "--shrinks", "0"];
        var (code, output) = await Tool.RunAsync(copy.Root, Limit, "dotnet", arguments, ct);
        return code switch
        {
            0 => [],
            CouldNotRun or null => throw new InvalidOperationException($"The schedules could not be run: {output.Trim()}"),
            _ => [$"{Schedules} schedules of seed {seed}"],
        };
    }
}
