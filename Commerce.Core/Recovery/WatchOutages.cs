using System.Threading.Channels;
using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.Core.Gateways;
using Commerce.Core.Persistence;
using Commerce.Core.Recovery.Schedule;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Recovery;

/// <summary>
/// Has what was put off during an outage looked at when its end shows. A breaker that lets trial calls through gets as many looks and as
/// many voids as it permits, or with little traffic it would wait for one that doubled gaps have put ten minutes away; when it closes,
/// everything is due. An outage that is too small to open a breaker ends with the first answer, and then what it put off is due, if it was
/// more than one thing; so that there is an answer to be had, a gateway that has given none lately is tried with a look and a void a sweep.
/// </summary>
public sealed partial class WatchOutages(
    IEnumerable<GatewayBreakers> gateways,
    CircuitBreakerRegistry breakers,
    PullLookupsForward pull,
    IOptions<RecoveryOptions> options,
    TimeProvider time,
    FaultLog faults,
    ILogger<WatchOutages> logger)
    : BackgroundService
{
    private readonly Channel<OutageEnd> _ends = Channel.CreateBounded<OutageEnd>(
        new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly Dictionary<string, GatewaySilence> _silences = [];
    private readonly List<IDisposable> _subscriptions = [];
    private PeriodicTimer? _trials;

    /// <summary>From here on no transition and no answer is missed.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _trials = new PeriodicTimer(options.Value.SweepInterval, time);
        foreach (var gateway in gateways)
        {
            Watch(gateway.Gateway, breakers.Get(gateway.Lookups));
            WatchAnswers(gateway.Gateway, breakers.Get(gateway.Lookups));
            Watch(gateway.Gateway, breakers.Get(gateway.Cancels));
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _subscriptions.ForEach(subscription => subscription.Dispose());
        _trials?.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(PullAsync(stoppingToken), TryAsync(stoppingToken));

    private async Task TryAsync(CancellationToken stoppingToken)
    {
        while (await _trials!.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (gateway, _) in _silences.Where(silence => silence.Value.IsUnbroken))
            {
                _ends.Writer.TryWrite(new OutageEnd(gateway, Most: 1));
            }
        }
    }

    private async Task PullAsync(CancellationToken stoppingToken)
    {
        await foreach (var (gateway, most, silence) in _ends.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await (silence is { } lasted
                    ? pull.AfterSilenceAsync(gateway, lasted, stoppingToken)
                    : pull.ExecuteAsync(gateway, most, stoppingToken));
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                if (!faults.TryReport(e))
                {
                    LogFailed(logger, e, gateway); // Their own next looks come all the same.
                }
            }
        }
    }

    // A breaker tells its observers from the thread of a call: nothing is done there.
    private void Watch(string gateway, NamedCircuitBreaker breaker) => _subscriptions.Add(breaker.Breaker.Subscribe(
        CircuitBreakerEventTypes.StateTransition,
        transition =>
        {
            if (transition.State is CircuitBreakerState.HalfOpen or CircuitBreakerState.Closed)
            {
                int? most = transition.State == CircuitBreakerState.Closed ? null : breaker.Settings.PermittedCallsInHalfOpen;
                _ends.Writer.TryWrite(new OutageEnd(gateway, most));
            }
        }));

    private void WatchAnswers(string gateway, NamedCircuitBreaker lookups)
    {
        var silence = _silences[gateway] = new GatewaySilence(time);
        _subscriptions.Add(lookups.Breaker.Subscribe(CircuitBreakerEventTypes.Error, _ => silence.Unanswered()));
        _subscriptions.Add(lookups.Breaker.Subscribe(
            CircuitBreakerEventTypes.Success,
            _ =>
            {
                // A shorter one has put nothing off for long. A breaker that is only trying has the last word by itself.
                if (silence.Answered() is { } lasted && lasted >= options.Value.FirstLook
                    && lookups.Breaker.State == CircuitBreakerState.Closed)
                {
                    _ends.Writer.TryWrite(new OutageEnd(gateway, Silence: lasted));
                }
            }));
    }

    [LoggerMessage(2406, LogLevel.Error, "The looks at payments of {Gateway} could not be pulled forward")]
    private static partial void LogFailed(ILogger logger, Exception e, string gateway);

    /// <param name="Most">How many looks and how many voids are due then; null: all that it put off.</param>
    /// <param name="Silence">How long nothing was answered; null when it was a breaker that told.</param>
    private readonly record struct OutageEnd(string Gateway, int? Most = null, TimeSpan? Silence = null);
}
