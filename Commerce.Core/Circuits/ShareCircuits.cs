using System.Threading.Channels;
using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Circuits;

/// <summary>
/// Tells the other processes what the breakers of this one learned, and hears what theirs did. Nothing waits for it, and without the
/// database each process goes by its own calls, as if it were alone.
/// </summary>
internal sealed partial class ShareCircuits(
    CircuitBreakerRegistry breakers,
    CircuitNotices notices,
    IOptions<SharedCircuitsOptions> options,
    TimeProvider time,
    FaultLog faults,
    ILogger<ShareCircuits> logger) : BackgroundService
{
    private readonly Channel<CircuitNews> _news = Channel.CreateBounded<CircuitNews>(
        new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly Dictionary<string, FollowedCircuit> _circuits = [];

    /// <summary>From here on no transition is missed.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled)
        {
            return Task.CompletedTask;
        }

        foreach (var breaker in breakers.All)
        {
            _circuits.Add(breaker.Name, new FollowedCircuit(breaker, news => _news.Writer.TryWrite(news), time));
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        foreach (var circuit in _circuits.Values)
        {
            circuit.Dispose();
        }

        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(TellAsync(stoppingToken), HearAsync(stoppingToken));

    private async Task TellAsync(CancellationToken ct)
    {
        await foreach (var news in _news.Reader.ReadAllAsync(ct))
        {
            // What was learned from calls is old when the database is back. What an operator wants, he wants then too.
            while (!await TryAsync("tell of a circuit", () => TellAsync(news, ct), ct) && news.ByOperator && !IsOverruled(news))
            {
                await Task.Delay(options.Value.ReadInterval, time, ct);
            }
        }
    }

    private async Task TellAsync(CircuitNews news, CancellationToken ct)
    {
        PollSpan.FoundWork(1);
        await notices.TellAsync(news.Circuit, news.State, news.ByOperator, news.Lifetime, ct);
        LogTold(logger, news.Circuit, news.State);
    }

    // He has moved it again meanwhile, and that is told next.
    private bool IsOverruled(CircuitNews news) => breakers.Get(news.Circuit).Breaker.State.Name() != news.State;

    private async Task HearAsync(CancellationToken ct)
    {
        using var pace = new PeriodicTimer(options.Value.ReadInterval, time);
        do
        {
            await TryAsync("hear of circuits", () => HearOnceAsync(ct), ct);
        }
        while (await pace.WaitForNextTickAsync(ct));
    }

    private async Task HearOnceAsync(CancellationToken ct)
    {
        foreach (var notice in await notices.ReadAsync(ct))
        {
            if (_circuits.TryGetValue(notice.Circuit, out var circuit)
                && circuit.Hear(notice, notice.Process == notices.Process) is { } now)
            {
                LogHeard(logger, notice.Circuit, now.Name());
            }
        }
    }

    private async Task<bool> TryAsync(string work, Func<Task> act, CancellationToken ct)
    {
        using var poll = PollSpan.Start(OrderSpans.Source, work);
        try
        {
            await act();
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            poll.Fail(e);
            if (!faults.TryReport(e))
            {
                LogFailed(logger, e);
            }

            return false;
        }
    }

    [LoggerMessage(2981, LogLevel.Information, "The other processes are told that circuit breaker {CircuitBreaker} is {State}")]
    private static partial void LogTold(ILogger logger, string circuitBreaker, string state);

    [LoggerMessage(2982, LogLevel.Warning, "Circuit breaker {CircuitBreaker} is {State} now, as in another process")]
    private static partial void LogHeard(ILogger logger, string circuitBreaker, string state);

    [LoggerMessage(2983, LogLevel.Error, "What the other processes know of circuit breakers could not be shared")]
    private static partial void LogFailed(ILogger logger, Exception e);
}
