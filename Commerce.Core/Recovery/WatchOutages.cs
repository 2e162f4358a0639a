using System.Threading.Channels;
using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.Core.Gateways;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Recovery;

/// <summary>
/// Has what was put off during an outage looked at when its end shows. A breaker that lets trial calls through gets as many looks and as
/// many voids as it permits, or with little traffic it would wait for one that doubled gaps have put ten minutes away; when it closes,
/// everything is due.
/// </summary>
public sealed partial class WatchOutages(
    IEnumerable<GatewayBreakers> gateways,
    CircuitBreakerRegistry breakers,
    PullLookupsForward pull,
    FaultLog faults,
    ILogger<WatchOutages> logger)
    : BackgroundService
{
    private readonly Channel<(string Gateway, int? Most)> _ends = Channel.CreateBounded<(string, int?)>(
        new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly List<IDisposable> _subscriptions = [];

    /// <summary>From here on no transition is missed.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var gateway in gateways)
        {
            Watch(gateway.Gateway, breakers.Get(gateway.Lookups));
            Watch(gateway.Gateway, breakers.Get(gateway.Cancels));
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _subscriptions.ForEach(subscription => subscription.Dispose());
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (gateway, most) in _ends.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await pull.ExecuteAsync(gateway, most, stoppingToken);
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
                _ends.Writer.TryWrite(
                    (gateway, transition.State == CircuitBreakerState.Closed ? null : breaker.Settings.PermittedCallsInHalfOpen));
            }
        }));

    [LoggerMessage(2406, LogLevel.Error, "The looks at payments of {Gateway} could not be pulled forward")]
    private static partial void LogFailed(ILogger logger, Exception e, string gateway);
}
