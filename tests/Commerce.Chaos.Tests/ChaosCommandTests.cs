using System.CommandLine;

namespace Commerce.Chaos.Tests;

/// <summary>What the command line takes, and that nothing is started when it is wrong.</summary>
public sealed class ChaosCommandTests
{
    [Theory]
    [InlineData("--schedule 5", "Unrecognized command or argument '--schedule'.")]
    [InlineData("--seed banana", "Cannot parse argument 'banana' for option '--seed'")]
    [InlineData("--schedules 0", "--schedules takes a number from 1.")]
    [InlineData("--interleavings -3", "--interleavings takes a number from 1.")]
    [InlineData("--interleavings 10 --depth 8", "--depth takes a number from 1 to 7.")]
    [InlineData("--replay 42", "--replay takes a seed and a number, for example 42:17, not '42'.")]
    [InlineData("--matrix --interleavings 10", "--matrix takes neither --schedules, --interleavings nor --replay.")]
    [InlineData("--matrix coffee", "--matrix knows no case with 'coffee' in its name; one is 'database down'.")]
    [InlineData("--matrix --replay 42:1", "--matrix takes neither --schedules, --interleavings nor --replay.")]
    [InlineData("--replay 42:0", "--replay takes a seed and a number, for example 42:17, not '42:0'.")]
    [InlineData("--planted-bugs --only 3,26", "--only takes numbers of bugs from 1 to 25, for example 3,7, not '3,26'.")]
    [InlineData("--planted-bugs --only 3,", "--only takes numbers of bugs from 1 to 25, for example 3,7, not '3,'.")]
    [InlineData("--quick", "--only and --quick go with --planted-bugs.")]
    public async Task What_cannot_be_is_told_in_a_sentence_and_nothing_runs(string line, string sentence)
    {
        var (code, errors, asked) = await RunAsync(line);

        Assert.NotEqual(0, code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.Null(asked);
    }

    [Fact]
    public async Task Without_a_word_fifty_schedules_of_seed_42_run()
    {
        var (code, _, asked) = await RunAsync("");

        Assert.Equal(0, code);
        Assert.Equal((42, 1, 50, null), (asked!.Seed, asked.First, asked.Schedules, asked.Depth));
    }

    [Fact]
    public async Task Interleavings_take_the_place_of_schedules()
    {
        var (_, _, asked) = await RunAsync("--interleavings 700 --seed 3 --first 20 --depth 5");

        Assert.Equal((3, 20, 700, 5), (asked!.Seed, asked.First, asked.Schedules, asked.Depth));
    }

    [Fact]
    public async Task The_matrix_takes_the_place_of_schedules()
    {
        var (_, _, asked) = await RunAsync("--matrix");

        Assert.Equal("", asked!.Matrix);
    }

    [Theory]
    [InlineData("--replay 7:19", null)]
    [InlineData("--replay 7:19 --interleavings 1", 6)]
    public async Task A_replay_is_one_of_its_seed(string line, int? depth)
    {
        var (_, _, asked) = await RunAsync(line);

        Assert.Equal((7, 19, 1, depth), (asked!.Seed, asked.First, asked.Schedules, asked.Depth));
    }

    [Fact]
    public async Task Bugs_are_planted_in_the_place_of_schedules_all_or_those_that_are_named()
    {
        var (_, _, all) = await RunAsync("--planted-bugs");
        var (_, _, some) = await RunAsync("--planted-bugs --only 3,7 --quick");

        Assert.Equal((true, null, false), (all!.PlantsBugs, all.Only, all.Quick));
        Assert.Equal((true, true), (some!.PlantsBugs, some.Quick));
        Assert.Equal([3, 7], some.Only!.Order());
    }

    private static async Task<(int Code, string Errors, ChaosOptions? Asked)> RunAsync(string line)
    {
        ChaosOptions? asked = null;
        var command = ChaosCommand.Create((options, _) =>
        {
            asked = options;
            return Task.FromResult(0);
        });
        using var errors = new StringWriter();
        using var output = new StringWriter();
        var code = await command.Parse(line).InvokeAsync(
            new InvocationConfiguration { Error = errors, Output = output }, TestContext.Current.CancellationToken);
        return (code, errors.ToString(), asked);
    }
}
