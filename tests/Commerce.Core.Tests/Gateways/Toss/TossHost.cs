using Commerce.CircuitBreaker.AspNetCore;
using Commerce.Core.Gateways;
using Commerce.Core.Gateways.Simulator;
using Commerce.Core.Gateways.Toss;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.TestHost.Gateways;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.Core.Tests.Gateways.Toss;

/// <summary>
/// The gateway as a process registers it, in front of a <see cref="FakeToss"/>, and one payment of 5,000 won in its window.
/// </summary>
internal sealed class TossHost : IAsyncDisposable
{
    public static readonly MemberId Buyer = new("demo1");
    public static readonly TransactionKey Key = new("tgen_20261127-abc");
    public static readonly ConfirmRequest Request = new(PaymentId: 7, Key, new MerchantOrderId("name-of-the-attempt"), Amount: 5_000);

    private readonly IHost _host;

    private TossHost(FakeToss toss, IHost host) => (Toss, _host) = (toss, host);

    public FakeToss Toss { get; }

    public IWindowGateway Gateway => (IWindowGateway)Of("toss");

    /// <summary>The gateway beside it that is asked with a card; nobody is there unless <c>Pg:BaseAddress</c> says so.</summary>
    public IDirectGateway Direct => (IDirectGateway)Of("simulator");

    public NamedCircuitBreaker BreakerOf(string name) => _host.Services.GetRequiredService<CircuitBreakerRegistry>().Get(name);

    public static Task<TossHost> StartAsync(params (string Key, string Value)[] settings) => StartAsync(TimeProvider.System, settings);

    public static async Task<TossHost> StartAsync(TimeProvider time, params (string Key, string Value)[] settings)
    {
        var toss = await FakeToss.StartAsync();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        (string Key, string Value) noDirectPg = ("Pg:BaseAddress", "http://127.0.0.1:1");
        foreach (var some in new[] { toss.Settings.Append(noDirectPg), settings })
        {
            builder.Configuration.AddInMemoryCollection(some.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        }

        builder.Services.AddLogging();
        builder.Services.AddSingleton(time);
        builder.Services.AddMetrics().AddSingleton<GatewayTelemetry>();
        builder.AddSimulatorPaymentGateways();
        builder.AddTossPaymentGateway();
        toss.Open(Request.Name.Value, Request.Amount, Key.Value);
        return new TossHost(toss, builder.Build());
    }

    public Task<GatewayConfirmation> ConfirmAsync() => Gateway.ConfirmAsync(Request, TestContext.Current.CancellationToken);

    public Task<GatewayLookup> LookAsync() => Gateway.LookUpByKeyAsync(Buyer, Key, TestContext.Current.CancellationToken);

    private IPaymentGateway Of(string name) =>
        _host.Services.GetServices<GatewayRoute>().Single(route => route.Gateway.Name == name).Gateway;

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await Toss.DisposeAsync();
    }
}
