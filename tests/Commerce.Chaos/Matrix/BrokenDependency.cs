using Commerce.Chaos.Faults;
using Commerce.Chaos.Network;
using Commerce.Chaos.Running;

namespace Commerce.Chaos.Matrix;

/// <summary>A dependency that fails in one way, on every link that leads to it.</summary>
internal sealed record BrokenDependency(TimeSpan At, TimeSpan Lasts, Dependency Dependency, WayToFail Way) : Fault(At, Lasts)
{
    private static readonly TimeSpan FlapsEach = TimeSpan.FromMilliseconds(400);

    public override string Kind => $"{Dependency.Name()} {Way.Name()}";

    public override Task<IAsyncDisposable> BeginAsync(ChaosShop shop, CancellationToken ct)
    {
        var relays = shop.RelaysOf(Dependency);
        var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var flapping = Way == WayToFail.Flaps ? FlapAsync(relays, end.Token) : Task.CompletedTask;
        foreach (var relay in relays)
        {
            relay.StandIn = Way == WayToFail.Refuses ? Dependency.Refusal() : Dependency.WrongAnswer();
            relay.Turn(ModeOf(Way));
        }

        return Task.FromResult<IAsyncDisposable>(new Ending(async () =>
        {
            await end.CancelAsync();
            await flapping;
            end.Dispose();
            Turn(relays, RelayMode.Pass);
        }));
    }

    private static RelayMode ModeOf(WayToFail way) => way switch
    {
        WayToFail.Down => RelayMode.Closed,
        WayToFail.Refuses or WayToFail.AnswersWrong => RelayMode.StandIn,
        WayToFail.Slow => RelayMode.Slow,
        WayToFail.Hangs => RelayMode.BlackHole,
        WayToFail.Drips => RelayMode.Drip,
        WayToFail.BreaksOffHalfway => RelayMode.CutAnswers,
        _ => RelayMode.Reset,
    };

    private static async Task FlapAsync(IReadOnlyList<Relay> relays, CancellationToken end)
    {
        try
        {
            for (var isThere = true; ; isThere = !isThere)
            {
                await Task.Delay(FlapsEach, TimeProvider.System, end);
                Turn(relays, isThere ? RelayMode.Pass : RelayMode.Reset);
            }
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private static void Turn(IReadOnlyList<Relay> relays, RelayMode mode)
    {
        foreach (var relay in relays)
        {
            relay.Turn(mode);
        }
    }
}
