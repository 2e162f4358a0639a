using Commerce.Chaos.Running;

namespace Commerce.Chaos.Faults;

/// <summary>Something that breaks for a while.</summary>
/// <param name="At">After the schedule's begin.</param>
/// <param name="Lasts">Until it is whole again, where that is not left to the fault itself.</param>
internal abstract record Fault(TimeSpan At, TimeSpan Lasts)
{
    /// <summary>For the report, where faults of one kind are counted together.</summary>
    public abstract string Kind { get; }

    /// <summary>What it breaks: two faults of one target come one after the other. Null: it is in nobody's way.</summary>
    public virtual string? Target => null;

    /// <summary>Breaks it; disposing the result makes it whole, and returns when it is.</summary>
    public abstract Task<IAsyncDisposable> BeginAsync(ChaosShop shop, CancellationToken ct);

    public sealed override string ToString() => $"{Kind} at {At.TotalSeconds:0.00} s for {Lasts.TotalSeconds:0.0} s";

    /// <summary>An end that is an act.</summary>
    protected sealed class Ending(Func<Task> act) : IAsyncDisposable
    {
        public static readonly Ending None = new(() => Task.CompletedTask);

        public async ValueTask DisposeAsync() => await act();
    }
}
