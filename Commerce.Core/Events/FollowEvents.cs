using Commerce.Core.Errors;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Events;

/// <summary>
/// Tells everybody in this process who waits for an order what happens to it, whichever process did it: one reader of the log, however many
/// wait, and none while nobody does. When the process is told to end, all of them are let go.
/// </summary>
public sealed partial class FollowEvents(
    NumberEvents number,
    IDbContextFactory<CommerceDbContext> contexts,
    IHostApplicationLifetime lifetime,
    IOptions<EventOptions> options,
    EventTelemetry telemetry,
    TimeProvider time,
    FaultLog faults,
    ILogger<FollowEvents> logger) : BackgroundService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly Waiting _waiting = new();

    /// <summary>What is read after this returns, and what is heard then, is all that happens to the order.</summary>
    /// <param name="member">Who waits.</param>
    /// <exception cref="CommerceException">
    /// SERVICE_002 when as many wait as may, or the process ends; 429 when as many of this member's do.
    /// </exception>
    public async Task<EventSubscription> SubscribeAsync(string member, long orderId, CancellationToken ct)
    {
        var subscription = new EventSubscription(this, member, orderId);
        if (_waiting.Add(subscription, options.Value, out var begun) is { } refusal)
        {
            throw Refused(refusal);
        }

        telemetry.Add(1);
        try
        {
            await begun.WaitAsync(ct);
            return subscription;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            subscription.Dispose();
            throw Refused(ErrorCode.Overloaded); // The process ends.
        }
        catch
        {
            subscription.Dispose();
            throw;
        }
    }

    internal void Leave(EventSubscription subscription)
    {
        if (_waiting.Remove(subscription))
        {
            telemetry.Add(-1);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);

        // For good: one that is taken back while the token is being cancelled may not be called, and all would wait for ever.
        lifetime.ApplicationStopping.Register(_waiting.EndAll);
        while (true)
        {
            await _waiting.SomebodyAsync(ending.Token);
            using var pace = new PeriodicTimer(options.Value.ReadInterval, time);
            do
            {
                await ReadAsync(ending.Token);
            }
            while (!_waiting.StopsForNobody() && await pace.WaitForNextTickAsync(ending.Token));
        }
    }

    private CommerceException Refused(ErrorCode refusal)
    {
        telemetry.CountRefused();
        return new CommerceException(refusal) { RetryAfter = RetryAfter };
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        using var poll = PollSpan.Start(OrderSpans.Source, "follow events");
        try
        {
            await number.ExecuteAsync(ct);
            await using var db = await contexts.CreateDbContextAsync(ct);
            if (_waiting.Position is not { } position)
            {
                _waiting.Begin(await db.LastPositionAsync(ct));
                return;
            }

            List<CommerceEvent> happened;
            do
            {
                happened = await db.EventsAfterAsync(position, BatchSize, ct);
                position = _waiting.Tell(happened) ?? position;
            }
            while (happened.Count == BatchSize);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            poll.Fail(e); // Those who wait go on waiting; who only begins to is told.
            _waiting.Fail(e);
            if (!faults.TryReport(e))
            {
                LogFailed(logger, e);
            }
        }
    }

    [LoggerMessage(2961, LogLevel.Error, "The events that others wait for could not be read; they are read at the next tick")]
    private static partial void LogFailed(ILogger logger, Exception e);
}
