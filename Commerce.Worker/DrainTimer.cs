using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.Worker;

/// <summary>Runs a use case that works off a batch: at a steady pace, and without a pause while there is a backlog.</summary>
internal abstract partial class DrainTimer(TimeSpan interval, int batchSize, TimeProvider time, FaultLog faults, ILogger logger)
    : BackgroundService
{
    /// <returns>How much was worked off.</returns>
    protected abstract Task<int> WorkAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        do
        {
            await DrainAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task DrainAsync(CancellationToken ct)
    {
        try
        {
            while (await WorkAsync(ct) == batchSize)
            {
                ct.ThrowIfCancellationRequested();
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // The next tick tries again; nothing is lost meanwhile.
            if (!faults.TryReport(e))
            {
                LogFailed(logger, e, GetType().Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "{Timer} failed; it goes on at the next tick")]
    private static partial void LogFailed(ILogger logger, Exception e, string timer);
}
