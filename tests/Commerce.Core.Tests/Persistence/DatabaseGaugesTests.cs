using System.Diagnostics.Metrics;
using Commerce.Core.Persistence;
using Commerce.MySql.Failover;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.Core.Tests.Persistence;

/// <summary>What the gauges of the database say of servers of which none answers.</summary>
public sealed class DatabaseGaugesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_server_is_what_a_probe_found_and_nothing_is_said_before_or_long_after()
    {
        using var host = HostOf("127.0.0.1:1");
        Assert.Empty(Read(host, "commerce.database.primary"));

        await host.Services.GetRequiredService<DatabaseHealthCheck>().CheckHealthAsync(new HealthCheckContext(), _ct);

        Assert.Equal([("", 0)], Read(host, "commerce.database.primary"));
        Assert.Equal(Members(away: 1), Read(host, "commerce.database.members"));
        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Empty(Read(host, "commerce.database.primary"));
        Assert.Empty(Read(host, "commerce.database.members"));
    }

    [Fact]
    public async Task Several_servers_are_what_they_were_at_the_last_look()
    {
        using var host = HostOf("127.0.0.1:1,127.0.0.1:2,127.0.0.1:3");
        var servers = host.Services.GetRequiredService<MySqlServers>();
        Assert.Empty(Read(host, "commerce.database.members"));

        while (servers.Primary is null && servers.States.Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, _ct);
        }

        Assert.Equal([("", 0)], Read(host, "commerce.database.primary"));
        Assert.Equal(Members(away: 3), Read(host, "commerce.database.members"));
    }

    private static (string, int)[] Members(int away) => [("PRIMARY", 0), ("SECONDARY", 0), ("UNFIT", 0), ("AWAY", away)];

    private IHost HostOf(string servers)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
            [new("ConnectionStrings:commerce", $"Server={servers};Database=commerce;User ID=nobody")]);
        builder.Services.AddLogging();
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.AddCommerceCore();
        var host = builder.Build();
        host.Services.GetRequiredService<DatabaseGauges>();
        return host;
    }

    private static List<(string State, int Value)> Read(IHost host, string gauge)
    {
        using var collector = new MetricCollector<int>(
            host.Services.GetRequiredService<IMeterFactory>(), DatabaseGauges.Name, gauge);
        collector.RecordObservableInstruments();
        return [.. collector.GetMeasurementSnapshot().Select(m => ((string?)m.Tags.Values.SingleOrDefault() ?? string.Empty, m.Value))];
    }
}
