using System.Threading.Channels;
using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Telemetry;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Due;

/// <summary>
/// Does work when its time has come. What is due stands in a table, so it survives the process: the loop only asks for it,
/// and sleeps until the next piece is due or a new one is announced.
/// </summary>
/// <param name="work">What it does, as its trace is named: a round that finds something due has one.</param>
internal abstract partial class DueWork(
    string work, IOptions<CompatibilityOptions> compatibility, TimeProvider time, FaultLog faults, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1); // Another process may add work unannounced.
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(5); // Lets work gather into one commit.
    private static readonly TimeSpan AfterError = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _sleepsUntil = long.MaxValue;

    protected DateTimeOffset Now => time.GetUtcNow();

    /// <returns>True when the database is away, and that is in the log.</returns>
    protected bool IsReported(Exception e) => faults.TryReport(e);

    /// <summary>
    /// Says that there is new work, due at <paramref name="due"/>. Cheap: it wakes the loop only when that is earlier than planned.
    /// </summary>
    public void Announce(DateTimeOffset due)
    {
        if (due.UtcTicks < Volatile.Read(ref _sleepsUntil))
        {
            _wake.Writer.TryWrite(true);
        }
    }

    /// <summary>Does what is due now, up to a batch.</summary>
    /// <returns>True when there may be more.</returns>
    protected abstract Task<bool> DoDueAsync(CancellationToken ct);

    /// <summary>How long it is until the next piece is due; null when nothing waits.</summary>
    protected abstract Task<TimeSpan?> NextDueInAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!compatibility.Value.HasWorkers && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RoundAsync(stoppingToken) is { } sleep)
                {
                    await SleepAsync(sleep, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <returns>For how long there is nothing to do; null when there may be more at once.</returns>
    private async Task<TimeSpan?> RoundAsync(CancellationToken ct)
    {
        using var poll = PollSpan.Start(PgTelemetry.Source, work);
        try
        {
            Volatile.Write(ref _sleepsUntil, long.MaxValue); // From here on every announcement counts.
            return await DoDueAsync(ct) ? null : await PlanAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // The database may be away for a while; the work waits in it.
            poll.Fail(e);
            if (!IsReported(e))
            {
                LogRoundFailed(e);
            }

            return AfterError;
        }
    }

    private async Task<TimeSpan> PlanAsync(CancellationToken ct)
    {
        var next = await NextDueInAsync(ct) ?? LongestSleep;
        var sleep = TimeSpan.FromTicks(Math.Clamp(next.Ticks, ShortestSleep.Ticks, LongestSleep.Ticks));
        Volatile.Write(ref _sleepsUntil, (Now + sleep).UtcTicks);
        return sleep;
    }

    private async Task SleepAsync(TimeSpan span, CancellationToken ct)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(_wake.Reader.ReadAsync(awake.Token).AsTask(), Task.Delay(span, time, awake.Token));
        await awake.CancelAsync();
    }

    [LoggerMessage(4005, LogLevel.Error, "Due work could not be done; it will be tried again")]
    private partial void LogRoundFailed(Exception exception);
}
