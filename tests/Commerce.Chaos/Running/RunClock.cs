namespace Commerce.Chaos.Running;

/// <summary>The time since a schedule began.</summary>
internal sealed class RunClock
{
    private readonly long _begin = TimeProvider.System.GetTimestamp();

    public TimeSpan Now => TimeProvider.System.GetElapsedTime(_begin);

    public async Task UntilAsync(TimeSpan at, CancellationToken ct)
    {
        var wait = at - Now;
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, TimeProvider.System, ct);
        }
    }
}
