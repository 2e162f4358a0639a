namespace Commerce.Chaos.Schedules;

/// <summary>Makes the schedule of a seed and a number.</summary>
internal static class DrawSchedule
{
    private const int MostFaults = 6;
    private const int MostConsoleCancels = 2;

    public static Schedule Execute(int seed, int number)
    {
        var dice = new Random(HashCode(seed, number));
        var orders = Enumerable.Range(1, dice.Next(20, 41)).Select(order => DrawOrder.Execute(dice, order)).ToList();
        var faults = Enumerable.Range(0, dice.Next(1, MostFaults + 1)).Select(_ => DrawFault.Execute(dice)).ToList();
        var cancels = Enumerable.Range(0, dice.Next(MostConsoleCancels + 1)).Select(_ => DrawFault.ConsoleCancel(dice)).ToList();
        return new Schedule(seed, number, ShapeOf(seed, number), orders, [.. faults.Concat(cancels).OrderBy(fault => fault.At)]);
    }

    /// <summary>Known before the schedule is drawn: which stack it needs.</summary>
    public static StackShape ShapeOf(int seed, int number) => StackShape.Draw(new Random(HashCode(seed, -number)));

    // Schedules of neighbouring numbers and seeds have nothing in common; System.HashCode differs from process to process.
    private static int HashCode(int seed, int number)
    {
        unchecked
        {
            var hash = ((uint)seed * 2_654_435_761u) ^ ((uint)number * 2_246_822_519u);
            hash = (hash ^ (hash >> 15)) * 2_246_822_519u;
            return (int)(hash ^ (hash >> 13));
        }
    }
}
