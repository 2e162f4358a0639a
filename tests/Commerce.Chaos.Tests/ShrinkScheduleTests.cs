using Commerce.Chaos.Running;
using Commerce.Chaos.Schedules;

namespace Commerce.Chaos.Tests;

public sealed class ShrinkScheduleTests
{
    private static readonly Schedule Whole = Enumerable.Range(1, 100).Select(number => DrawSchedule.Execute(42, number))
        .First(schedule => schedule.Faults.Count >= 5);

    [Fact]
    public async Task What_remains_is_what_it_takes_to_fail()
    {
        var (fault, order) = (Whole.Faults[3], Whole.Orders[7]);

        var shrunk = await ShrinkAsync(schedule => schedule.Faults.Contains(fault) && schedule.Orders.Contains(order), most: 500);

        Assert.Equal([fault], shrunk.Schedule.Faults);
        Assert.Equal([order], shrunk.Schedule.Orders);
    }

    [Fact]
    public async Task Two_that_only_fail_together_both_remain()
    {
        var (first, second) = (Whole.Faults[0], Whole.Faults[4]);

        var shrunk = await ShrinkAsync(schedule => schedule.Faults.Contains(first) && schedule.Faults.Contains(second), most: 500);

        Assert.Equal([first, second], shrunk.Schedule.Faults);
        Assert.Empty(shrunk.Schedule.Orders);
    }

    [Fact]
    public async Task It_ends_when_the_runs_are_spent()
    {
        var runs = 0;

        await ShrinkAsync(
            _ =>
            {
                runs++;
                return true;
            },
            most: 3);

        Assert.Equal(3, runs);
    }

    private static Task<ScheduleResult> ShrinkAsync(Func<Schedule, bool> fails, int most) => new ShrinkSchedule(most).ExecuteAsync(
        ResultOf(Whole, fails: true),
        (schedule, _) => Task.FromResult(ResultOf(schedule, fails(schedule))),
        TestContext.Current.CancellationToken);

    private static ScheduleResult ResultOf(Schedule schedule, bool fails) => new(
        schedule, fails ? ["I1 planted"] : [], TimeSpan.Zero, TimeSpan.Zero, new Dictionary<string, int>(), [], []);
}
