using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Shutdown;

/// <summary>
/// The time between "end" and the end of a process: first it still takes what others send who do not know yet, then what is under way
/// comes to its end.
/// </summary>
/// <param name="drains">Whether others send requests to it, and have to be given the time to notice.</param>
internal sealed partial class EndInOrder(
    bool drains,
    IOptions<ShutdownOptions> options,
    IOptions<HostOptions> host,
    IHostEnvironment environment,
    TimeProvider time,
    ILogger<EndInOrder> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan DelayInProduction = TimeSpan.FromSeconds(5);

    private TimeSpan Delay => drains
        ? options.Value.DrainDelay ?? (environment.IsDevelopment() ? TimeSpan.Zero : DelayInProduction)
        : TimeSpan.Zero;

    // Not when the host is made: what is wrong with the options has to be told as one sentence, by the check at the start.
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        host.Value.ShutdownTimeout = Delay + options.Value.Timeout;
        return Task.CompletedTask;
    }

    /// <summary>Comes before the server stops to listen.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (Delay > TimeSpan.Zero)
        {
            LogDraining(logger, Delay);
            await Task.Delay(Delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(5101, LogLevel.Information, "Told to end: not ready any more, and still taking requests for {Delay}")]
    private static partial void LogDraining(ILogger logger, TimeSpan delay);
}
