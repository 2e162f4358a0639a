using Commerce.CircuitBreaker.AspNetCore;
using Commerce.CircuitBreaker.Tests.Replay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.CircuitBreaker.Tests.Named;

/// <summary>
/// One breaker of three in a host of its own, with a clock of the test's. Listeners hear the whole process, in which other tests have
/// breakers at the same time: so the names of these end in the test's own suffix.
/// </summary>
internal sealed class ObservedBreaker : IAsyncDisposable
{
    public const string Meter = "Commerce.Resilience";

    private readonly IHost _host;

    private ObservedBreaker(IHost host, FakeTimeProvider time, string name)
    {
        (_host, Time) = (host, time);
        Breaker = host.Services.GetRequiredService<CircuitBreakerRegistry>().Get(name).Breaker;
    }

    public FakeTimeProvider Time { get; }

    public IServiceProvider Services => _host.Services;

    public SlidingWindowCircuitBreaker Breaker { get; }

    /// <param name="suffix">Of the breakers' names.</param>
    public static async Task<ObservedBreaker> StartAsync(string suffix)
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(time).AddFakeLogging();
        builder.AddSampleBreakers(suffix);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new ObservedBreaker(host, time, $"pg-payments{suffix}");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(TestContext.Current.CancellationToken);
        _host.Dispose();
    }

    public void Call(int times, bool failed, TimeSpan takes)
    {
        for (; times > 0; times--)
        {
            if (failed)
            {
                Breaker.Fail(new RecordedException(), () => Time.Advance(takes));
            }
            else
            {
                Breaker.Succeed(() => Time.Advance(takes));
            }
        }
    }
}
