using Commerce.Chaos.Interleavings;

namespace Commerce.Chaos.Tests;

public sealed class InterleavingSpaceTests
{
    private const int Depth = 4;

    private static readonly InterleavingSpace Space = new(Depth);

    [Fact]
    public void An_interleaving_is_a_function_of_its_seed_and_number() => Assert.All(
        Enumerable.Range(1, 100),
        number => Assert.Equal(Space.At(42, number).ToString(), new InterleavingSpace(Depth).At(42, number).ToString()));

    [Fact]
    public void None_comes_twice()
    {
        var drawn = Enumerable.Range(1, 20_000).Select(number => Space.At(42, number))
            .Select(one => $"{one.Variant}: {string.Join(", ", one.Steps)}").ToList();

        Assert.Equal(drawn.Count, drawn.Distinct().Count());
    }

    [Fact]
    public void All_of_a_small_space_come()
    {
        var small = new InterleavingSpace(2);

        var drawn = Enumerable.Range(1, 2 * (int)small.Count).Select(number => small.At(1, number))
            .Select(one => $"{one.Variant}: {string.Join(", ", one.Steps)}").Distinct().Count();

        Assert.Equal(small.Count, drawn);
    }

    [Fact]
    public void No_step_comes_before_what_it_needs() => Assert.All(Enumerable.Range(1, 5_000).Select(number => Space.At(7, number)), one =>
    {
        Assert.InRange(one.Steps.Count, 1, Depth);
        Assert.Equal(one.Steps.Count, one.Steps.Distinct().Count());
        foreach (var (step, needed) in new[]
        {
            (Step.Callback, Step.Decided), (Step.CallbackAgain, Step.Callback), (Step.LateLookAnswered, Step.LateLookBegun),
            (Step.VoidAnswered, Step.VoidBegun),
        })
        {
            Assert.True(!one.Steps.Contains(step) || one.Steps.TakeWhile(s => s != step).Contains(needed));
        }

        Assert.Equal(one.Variant.CrashAt is not null, one.Steps.Contains(Step.CrashArmed));
    });
}
