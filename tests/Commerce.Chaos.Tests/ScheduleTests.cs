using Commerce.Chaos.Faults;
using Commerce.Chaos.Schedules;
using Commerce.ServiceDefaults.Failures;

namespace Commerce.Chaos.Tests;

public sealed class ScheduleTests
{
    [Fact]
    public void A_schedule_is_a_function_of_its_seed_and_number()
    {
        Assert.All(Enumerable.Range(1, 50), number => Assert.Equal(TextOf(42, number), TextOf(42, number)));
        Assert.Equal(200, Enumerable.Range(1, 100).SelectMany(n => new[] { TextOf(1, n), TextOf(2, n) }).Distinct().Count());
    }

    [Fact]
    public void Its_shape_is_known_before_it_is_drawn() =>
        Assert.All(Enumerable.Range(1, 50), number => Assert.Equal(DrawSchedule.ShapeOf(7, number), DrawSchedule.Execute(7, number).Shape));

    [Fact]
    public void All_shapes_and_all_places_of_crashes_are_drawn()
    {
        var schedules = Enumerable.Range(1, 3_000).Select(number => DrawSchedule.Execute(42, number)).ToList();
        var points = schedules.SelectMany(schedule => schedule.Faults).OfType<ReachedPoint>()
            .Select(fault => (fault.Resource, fault.Point)).ToHashSet();

        Assert.Equal(CrashPlaces.Of.Sum(places => places.Value.Length), points.Count);
        Assert.Equal(5, schedules.Select(schedule => schedule.Shape).Distinct().Count());
        // What happens before and after the shop is open is tried in tests of its own.
        Assert.Equal(
            [FailurePoints.RetentionBatchDeleted, FailurePoints.MigrationsPending, FailurePoints.MigrationsApplied],
            FailurePoints.All.Except(points.Select(point => point.Point)));
    }

    private static string TextOf(int seed, int number)
    {
        var schedule = DrawSchedule.Execute(seed, number);
        return $"{schedule.Shape}: {string.Join(", ", schedule.Orders)}; {string.Join(", ", schedule.Faults)}";
    }
}
