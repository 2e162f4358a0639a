using System.Diagnostics;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.Worker;

/// <summary>Runs a use case that works off a batch: at a steady pace, and without a pause while there is a backlog.</summary>
/// <param name="work">What it does, as its trace is named: a batch that is not empty has one.</param>
internal abstract partial class DrainTimer(
    string work, TimeSpan interval, int batchSize, DrainTimerServices services, ILogger logger) : BackgroundService
{
    private static readonly ActivitySource Source = new("Commerce.Worker");

    /// <returns>How much was worked off.</returns>
    protected abstract Task<int> WorkAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        using var timer = new PeriodicTimer(interval, services.Time);
        do
        {
            await DrainAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // A process that cannot listen ends at once: it must not have begun anything.
    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var registration = services.Lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    private async Task DrainAsync(CancellationToken ct)
    {
        while (await BatchAsync(ct) == batchSize)
        {
            ct.ThrowIfCancellationRequested();
        }
    }

    private async Task<int> BatchAsync(CancellationToken ct)
    {
        using var poll = PollSpan.Start(Source, work);
        try
        {
            return await WorkAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // The next tick tries again; nothing is lost meanwhile.
            poll.Fail(e);
            if (!services.Faults.TryReport(e))
            {
                LogFailed(logger, e, GetType().Name);
            }

            return 0;
        }
    }

    [LoggerMessage(3001, LogLevel.Error, "{Timer} failed; it goes on at the next tick")]
    private static partial void LogFailed(ILogger logger, Exception e, string timer);
}
