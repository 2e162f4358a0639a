using System.Diagnostics;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.Worker;

/// <summary>
/// Runs a use case that works off a batch: at a steady pace, and without a pause while there is a backlog. Told to end, it begins no
/// further batch, and lets the one in hand come to its end for as long as the host allows.
/// </summary>
/// <param name="work">What it does, as its trace is named: a batch that is not empty has one.</param>
internal abstract partial class DrainTimer(
    string work, TimeSpan interval, int batchSize, DrainTimerServices services, ILogger logger) : BackgroundService
{
    private static readonly ActivitySource Source = new("Commerce.Worker");

    private readonly CancellationTokenSource _breakOff = new();

    /// <summary>Whether a batch is broken off at once when the process is told to end: it takes long and can be begun again.</summary>
    protected virtual bool BreaksOff => false;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var limit = cancellationToken.Register(_breakOff.Cancel);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _breakOff.Dispose();
        base.Dispose();
    }

    /// <returns>How much was worked off.</returns>
    protected abstract Task<int> WorkAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host stops one service after the other, and none of them begins anything meanwhile.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, services.Lifetime.ApplicationStopping);
        await StartedAsync(ending.Token);
        using var timer = new PeriodicTimer(interval, services.Time);
        do
        {
            await DrainAsync(ending.Token);
        }
        while (await timer.WaitForNextTickAsync(ending.Token));
    }

    // A process that cannot listen ends at once: it must not have begun anything.
    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var registration = services.Lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    private async Task DrainAsync(CancellationToken ending)
    {
        while (await BatchAsync(BreaksOff ? ending : _breakOff.Token) == batchSize)
        {
            ending.ThrowIfCancellationRequested();
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
