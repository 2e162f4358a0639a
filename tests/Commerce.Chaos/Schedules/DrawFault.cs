using Commerce.Chaos.Faults;
using Commerce.Chaos.Network;
using Commerce.TestHost;

namespace Commerce.Chaos.Schedules;

/// <summary>Draws a fault of any kind, at any time of the window.</summary>
internal static class DrawFault
{
    private static readonly string[] Processes =
        [StackResources.Api, StackResources.Api, StackResources.Worker, StackResources.PgSimulator, StackResources.MySql];

    private static readonly string[] Breakable =
        [StackResources.Api, StackResources.Api, StackResources.Worker, StackResources.PgSimulator];

    private static readonly (string Dial, object Value)[] Dials =
    [
        ("refuseRate", 0.4), ("tooManyRequestsRate", 0.3), ("cutRate", 0.3), ("hangRate", 0.2), ("errorAfterAcceptRate", 0.4),
        ("noAnswerRate", 0.3), ("slowRate", 0.5), ("dripRate", 0.3), ("malformedRate", 0.3), ("wrongKeyRate", 0.2),
        ("notFoundAfterAcceptRate", 0.3), ("timeoutAfterAcceptRate", 0.3), ("conflictAfterAcceptRate", 0.3), ("keptTwiceRate", 0.3),
        ("limitExceededRate", 0.4), ("invalidCardRate", 0.3), ("lateRate", 0.4), ("callbackDropRate", 0.6), ("callbackDelayRate", 0.6),
        ("callbackDuplicateRate", 0.6), ("callbackBeforeAnswerRate", 0.5), ("callbackWrongAmountRate", 0.3),
        ("callbackTruncatedRate", 0.4), ("callbackForgedRate", 0.4), ("callbackStaleRate", 0.4), ("callbackUnsignedRate", 0.4),
        ("lookupLagMs", 1_500), ("lookupStaleMs", 1_500), ("lookupErrorRate", 0.5), ("lookupSlowRate", 0.5), ("cancelRefuseRate", 0.5),
        ("cancelNoAnswerRate", 0.5),
    ];

    public static Fault Execute(Random dice)
    {
        var at = Schedule.Window * dice.NextDouble();
        var lasts = TimeSpan.FromSeconds(0.3 + (2.7 * dice.NextDouble()));
        return dice.Next(100) switch
        {
            < 12 => new KilledProcess(at, lasts, One(dice, Processes)),
            < 34 => DrawPoint(dice, at, lasts),
            < 38 => new RestartedProcess(at, One(dice, Processes)),
            < 46 => new FrozenProcess(at, lasts, One(dice, Processes)),
            < 70 => DrawDial(dice, at, lasts),
            < 86 => new BrokenLink(at, lasts, One(dice, Enum.GetValues<Link>()), One(dice, RelayModes.Faults)),
            < 94 => new DatabaseTrouble(at, lasts, One(dice, Enum.GetValues<DatabaseTroubleKind>())),
            _ => new ForgedCallbacks(at, dice.Next(5, 30)),
        };
    }

    /// <summary>Money given back in the PG's console, beside whatever breaks.</summary>
    public static ConsoleCancel ConsoleCancel(Random dice) =>
        new(Schedule.Window * dice.NextDouble(), TimeSpan.FromSeconds(1 + (3 * dice.NextDouble())), IsPart: dice.Next(100) < 50);

    private static ReachedPoint DrawPoint(Random dice, TimeSpan at, TimeSpan lasts)
    {
        var resource = One(dice, Breakable);
        var act = dice.Next(100) switch
        {
            < 70 => "kill",
            < 80 => "stop",
            < 90 => "throw",
            _ => $"delay:{dice.Next(200, 6_000)}",
        };
        return new ReachedPoint(at, lasts, resource, One(dice, CrashPlaces.Of[resource]), dice.Next(1, 5), act);
    }

    private static TurnedDial DrawDial(Random dice, TimeSpan at, TimeSpan lasts)
    {
        var (dial, value) = One(dice, Dials);
        return new TurnedDial(at, lasts, dial, value);
    }

    private static T One<T>(Random dice, IReadOnlyList<T> of) => of[dice.Next(of.Count)];
}
