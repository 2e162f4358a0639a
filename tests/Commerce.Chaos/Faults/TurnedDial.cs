using Commerce.Chaos.Running;

namespace Commerce.Chaos.Faults;

/// <summary>One of the PG simulator's dials of misbehaviour.</summary>
internal sealed record TurnedDial(TimeSpan At, TimeSpan Lasts, string Dial, object Value) : Fault(At, Lasts)
{
    public override string Kind => $"PG's {Dial} {Value}";

    public override async Task<IAsyncDisposable> BeginAsync(ChaosShop shop, CancellationToken ct)
    {
        await shop.Dials.TurnAsync(Dial, Value, ct);
        return new Ending(() => shop.Dials.TurnBackAsync(Dial, ct));
    }
}
