using Commerce.Chaos.Faults;
using Commerce.Chaos.Interleavings;
using Commerce.Chaos.Schedules;
using Dapper;
using Spectre.Console;

namespace Commerce.Chaos.Tests;

/// <summary>The search itself, for as long as every build can wait: what is tried at length is in docs/proof.md.</summary>
public sealed class SearchTests : IDisposable
{
    private readonly DirectoryInfo _output = Directory.CreateTempSubdirectory("commerce-search-");
    private readonly StringWriter _said = new();

    public void Dispose()
    {
        _said.Dispose();
        _output.Delete(recursive: true);
    }

    [Fact]
    public async Task Orders_of_steps_keep_every_promise()
    {
        var count = IsLong ? 10_000 : 250;

        var report = await new InterleavingRun(Options(count), Depth, Console()).ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.True(report.Broken.Count == 0, _said.ToString());
        Assert.Equal(count, report.Played);
        Assert.True(report.Crashes.Count > 3, $"Processes died at {report.Crashes.Count} failure points.");
    }

    [Fact]
    public async Task The_same_seed_plays_the_same_with_the_same_outcomes()
    {
        var first = await new InterleavingRun(Options(40), Depth, Console()).ExecuteAsync(TestContext.Current.CancellationToken);
        var again = await new InterleavingRun(Options(40), Depth, Console()).ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(first.All.Select(one => one.ToString()), again.All.Select(one => one.ToString()));
        Assert.Contains(first.All, one => one.Ended == "COMPLETED");
    }

    [Fact]
    public async Task A_schedule_with_a_crash_at_a_failure_point_keeps_every_promise()
    {
        Assert.SkipUnless(IsLong, "Takes two minutes: set COMMERCE_TEST_SEARCH=true.");
        var first = Enumerable.Range(1, 1_000).First(
            number => DrawSchedule.ShapeOf(42, number) == StackShape.Plain
                && DrawSchedule.Execute(42, number).Faults.OfType<ReachedPoint>().Any(fault => fault.Act == "kill"));

        var code = await new ChaosRun(Options(1) with { Depth = null, Stacks = 1, First = first }, Console())
            .ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.True(code == 0, _said.ToString());
        Assert.Contains("| failure point | process |", await ReportAsync("report.md"), StringComparison.Ordinal);
        Assert.Contains("<svg ", await ReportAsync("report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_breach_that_was_planted_is_found_and_told_with_its_steps()
    {
        const string Plant = "UPDATE orders SET status = 'COMPLETED' WHERE status = 'FAILED' ORDER BY id LIMIT 1";
        var run = new InterleavingRun(Options(5), Depth, Console()) { AfterEach = shop => shop.Server.ExecuteAsync(Plant) };

        var report = await run.ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.NotEmpty(report.Broken);
        Assert.Contains(
            report.Broken.SelectMany(one => one.Breaches),
            breach => breach.StartsWith("I2 completed means captured", StringComparison.Ordinal));
        Assert.Contains($"BROKEN {report.Broken[0].Interleaving.Name} (", _said.ToString(), StringComparison.Ordinal);
    }

    private const int Depth = 6;

    private static bool IsLong => Environment.GetEnvironmentVariable("COMMERCE_TEST_SEARCH") == "true";

    private Task<string> ReportAsync(string name) =>
        File.ReadAllTextAsync(Path.Combine(_output.FullName, name), TestContext.Current.CancellationToken);

    private ChaosOptions Options(int count) => new(Seed: 42, First: 1, count, Stacks: 2, _output, Shrinks: 0) { Depth = Depth };

    private IAnsiConsole Console() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.No,
        ColorSystem = ColorSystemSupport.NoColors,
        Out = new AnsiConsoleOutput(_said),
    });
}
