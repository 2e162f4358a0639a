using Commerce.Chaos.Running;

namespace Commerce.Chaos.Faults;

/// <summary>kill -9, and a new start after a while.</summary>
internal sealed record KilledProcess(TimeSpan At, TimeSpan Lasts, string Resource) : Fault(At, Lasts)
{
    public override string Kind => $"kill -9 of {Resource}";

    public override string Target => Resource;

    public override async Task<IAsyncDisposable> BeginAsync(ChaosShop shop, CancellationToken ct)
    {
        await shop.Stack.KillAsync(Resource, ct);
        return new Ending(() => shop.Stack.StartAsync(Resource, ct));
    }
}

/// <summary>SIGTERM, and a new start at once.</summary>
internal sealed record RestartedProcess(TimeSpan At, string Resource) : Fault(At, TimeSpan.Zero)
{
    public override string Kind => $"restart of {Resource}";

    public override string Target => Resource;

    public override async Task<IAsyncDisposable> BeginAsync(ChaosShop shop, CancellationToken ct)
    {
        await shop.Stack.RestartAsync(Resource, ct);
        return Ending.None;
    }
}

/// <summary>SIGSTOP, and SIGCONT after a while: the process comes back and does not know that it was away.</summary>
internal sealed record FrozenProcess(TimeSpan At, TimeSpan Lasts, string Resource) : Fault(At, Lasts)
{
    public override string Kind => $"SIGSTOP of {Resource}";

    public override string Target => Resource;

    public override Task<IAsyncDisposable> BeginAsync(ChaosShop shop, CancellationToken ct)
    {
        shop.Stack.Pause(Resource);
        return Task.FromResult<IAsyncDisposable>(new Ending(() =>
        {
            shop.Stack.Resume(Resource);
            return Task.CompletedTask;
        }));
    }
}
