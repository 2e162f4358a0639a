using Commerce.TestHost;

namespace Commerce.Ops.Tests;

/// <summary>
/// A running stack in which everything has happened that a metric tells of, and the Prometheus that has watched it, where one is
/// installed. Prometheus reads our own scrape configuration; only addresses and pace are the test's.
/// </summary>
public sealed class WatchedStack : IAsyncLifetime
{
    private const string OperatorKey = "operator-of-the-tests-of-the-dashboards";

    private Prometheus? _prometheus;

    public CommerceStack Stack { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        Stack = await CommerceStack.CreateAsync(Options(), ct);
        try
        {
            _prometheus = Prometheus.IsInstalled ? await Prometheus.StartAsync(Stack, ct) : null;
            await EveryFate.BefallAsync(Stack, OperatorKey, ct);
            await (_prometheus?.UntilScrapedAsync(ct) ?? Task.CompletedTask);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_prometheus is not null)
        {
            await _prometheus.DisposeAsync();
        }

        await Stack.DisposeAsync();
    }

    /// <summary>The Prometheus that has watched; a test that needs it is skipped where there is none.</summary>
    internal Prometheus RequirePrometheus()
    {
        Prometheus.SkipUnlessInstalled();
        return _prometheus!;
    }

    /// <summary>What a service tells at <c>/metrics</c> at this moment.</summary>
    public async Task<string> ScrapeAsync(string resource)
    {
        using var client = Stack.CreateClient(resource);
        return await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
    }

    // The circuit of payments stays open once it is, and lookups have a rate from the first one on: what is checked does not pass by.
    private static CommerceStackOptions Options() => new CommerceStackOptions()
        .With(StackResources.PgSimulator, "Faults__RefuseRate", "0")
        .With(StackResources.PgSimulator, "Faults__LimitExceededRate", "0")
        .With(StackResources.PgSimulator, "Faults__InvalidCardRate", "0")
        .With(StackResources.PgSimulator, "Faults__ProcessDelayMinMs", "300")
        .With(StackResources.PgSimulator, "Faults__ProcessDelayMaxMs", "900")
        .With(StackResources.Api, "Operator__Key", OperatorKey)
        .With(StackResources.Api, "Reconciliation__SettlingTime", "00:00:00")
        .With(StackResources.Api, "Recovery__FirstLook", "00:00:01")
        .With(StackResources.Worker, "Recovery__FirstLook", "00:00:01")
        .With(StackResources.Api, "CircuitBreakers__pg-payments__OpenDuration", "01:00:00")
        .With(StackResources.Worker, "CircuitBreakers__pg-lookups__MinimumNumberOfCalls", "1")
        .With(StackResources.Worker, "CircuitBreakers__pg-lookups__WindowSize", "600")
        .With(StackResources.Worker, "Recovery__LongestGap", "00:00:02")
        .With(StackResources.Worker, "Backlog__RefreshInterval", "00:00:01");
}
