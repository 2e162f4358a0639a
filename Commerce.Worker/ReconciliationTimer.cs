using Commerce.Core.Payments;
using Microsoft.Extensions.Options;

namespace Commerce.Worker;

/// <summary>Asks about open payments at a steady pace, and without a pause while there is a backlog.</summary>
internal sealed partial class ReconciliationTimer(
    ReconcilePayments reconcile,
    IOptions<ReconciliationOptions> options,
    TimeProvider time,
    ILogger<ReconciliationTimer> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PollInterval, time);
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
            while (await reconcile.ExecuteAsync(ct) == options.Value.BatchSize)
            {
                ct.ThrowIfCancellationRequested();
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The database is away, perhaps. The next tick tries again; nothing is lost meanwhile.
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(LogLevel.Error, "Reconciliation failed; it goes on at the next tick")]
    private static partial void LogFailed(ILogger logger, Exception e);
}
