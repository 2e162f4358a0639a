using Commerce.Chaos.Faults;

namespace Commerce.Chaos.Running;

/// <summary>Begins each fault at its time and ends it after it lasted. Two faults of one target come one after the other.</summary>
internal sealed class BreakThings(ChaosShop shop, RunClock clock, Story story)
{
    /// <summary>When it returns, everything is whole again.</summary>
    public Task ExecuteAsync(IReadOnlyList<Fault> faults, CancellationToken ct) => Task.WhenAll(faults
        .GroupBy(fault => fault.Target)
        .SelectMany(target => target.Key is null ? target.Select(fault => BreakAsync([fault], ct)) : [BreakAsync([.. target], ct)]));

    private async Task BreakAsync(IReadOnlyList<Fault> oneAfterTheOther, CancellationToken ct)
    {
        foreach (var fault in oneAfterTheOther)
        {
            await clock.UntilAsync(fault.At, ct);
            try
            {
                story.Tell(clock.Now, $"begins: {fault.Kind}");
                await using var broken = await fault.BeginAsync(shop, ct);
                await clock.UntilAsync(clock.Now + fault.Lasts, ct);
            }
            catch (Exception e) when (e is MySqlConnector.MySqlException or HttpRequestException)
            {
                // What it would break is broken already: a database that is down can be told nothing.
                story.Tell(clock.Now, $"could not be: {fault.Kind} ({e.GetBaseException().Message})");
            }

            story.Tell(clock.Now, $"is over: {fault.Kind}");
        }
    }
}
