using Commerce.Core.Gateways;
using Commerce.Core.Gateways.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.Core.Tests.Gateways;

/// <summary>The gateways as a process registers them, and nothing else of it.</summary>
internal sealed class GatewayHost : IDisposable
{
    private readonly IHost _host;

    /// <param name="pg">Where <c>Pg</c> points; a setting may point it elsewhere.</param>
    public GatewayHost(Uri pg, params IEnumerable<(string Key, string Value)> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration
            .AddInMemoryCollection([new("Pg:BaseAddress", pg.ToString())])
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Services.AddLogging();
        builder.AddSimulatorPaymentGateways();
        _host = builder.Build();
    }

    /// <summary>The one that <c>Pg</c> describes.</summary>
    public IDirectGateway First => Of("simulator");

    public IDirectGateway Of(string name) => (IDirectGateway)RouteOf(name).Gateway;

    public GatewayRoute RouteOf(string name) => _host.Services.GetServices<GatewayRoute>().Single(route => route.Gateway.Name == name);

    public void Dispose() => _host.Dispose();
}
