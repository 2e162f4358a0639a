using Commerce.MySql.Failover;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MySqlConnector;

namespace Commerce.Core.Tests.Persistence;

/// <summary>How long this process waits for a database that hangs is its own to say, whatever the connection string says.</summary>
public sealed class DatabaseLimitTests
{
    [Fact]
    public void Limits_are_three_and_ten_seconds_unless_they_are_set() => Assert.Equal((3U, 10U, 1), LimitsWith());

    [Fact]
    public void Limits_are_those_of_the_settings() => Assert.Equal(
        (2U, 7U, 1), LimitsWith(("Database:ConnectTimeout", "00:00:02"), ("Database:CommandTimeout", "00:00:07")));

    private static (uint Connect, uint Command, int Cancel) LimitsWith(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration
            .AddInMemoryCollection(
            [
                new(
                    "ConnectionStrings:commerce",
                    "Server=127.0.0.1;Database=commerce;User ID=nobody;"
                    + "ConnectionTimeout=600;DefaultCommandTimeout=600;CancellationTimeout=600"),
            ])
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Services.AddLogging();
        builder.AddCommerceCore();
        using var host = builder.Build();

        var used = new MySqlConnectionStringBuilder(host.Services.GetRequiredService<MySqlServers>().ConnectionString);

        return (used.ConnectionTimeout, used.DefaultCommandTimeout, used.CancellationTimeout);
    }
}
