using Commerce.TestHost;

namespace Commerce.Chaos.Schedules;

/// <summary>What a schedule's stack is made of. Schedules of one shape run on one stack, one after the other.</summary>
/// <param name="Replicas">How many processes of the API, and how many workers.</param>
/// <param name="Skewed">The service whose clock is wrong; null: none's is.</param>
/// <param name="Ahead">By how much.</param>
internal sealed record StackShape(int Replicas, string? Skewed, TimeSpan Ahead)
{
    public static readonly StackShape Plain = new(1, null, TimeSpan.Zero);

    private static readonly StackShape[] Others =
    [
        new(2, null, TimeSpan.Zero), new(2, null, TimeSpan.Zero),
        new(1, StackResources.Api, TimeSpan.FromMinutes(10)), new(1, StackResources.Worker, TimeSpan.FromMinutes(-10)),
        new(1, StackResources.PgSimulator, TimeSpan.FromMinutes(10)),
    ];

    /// <summary>Half of the schedules have the stack that a user gets.</summary>
    public static StackShape Draw(Random dice) => dice.Next(2) == 0 ? Plain : Others[dice.Next(Others.Length)];

    public override string ToString() => (Replicas, Skewed) switch
    {
        (1, null) => "one of each",
        (_, null) => $"{Replicas} APIs and {Replicas} workers",
        (_, { } skewed) => $"{skewed}'s clock {Ahead.TotalMinutes:+0;-0} min",
    };
}
