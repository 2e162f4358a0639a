using Commerce.Chaos.Network;
using Commerce.Chaos.Running;

namespace Commerce.Chaos.Faults;

/// <summary>The network between two processes.</summary>
internal sealed record BrokenLink(TimeSpan At, TimeSpan Lasts, Link Link, RelayMode Mode) : Fault(At, Lasts)
{
    public override string Kind => $"link {Link}: {Mode}";

    public override string Target => $"link {Link}";

    public override Task<IAsyncDisposable> BeginAsync(ChaosShop shop, CancellationToken ct)
    {
        shop.Links[Link].Turn(Mode);
        return Task.FromResult<IAsyncDisposable>(new Ending(() =>
        {
            shop.Links[Link].Turn(RelayMode.Pass);
            return Task.CompletedTask;
        }));
    }
}
