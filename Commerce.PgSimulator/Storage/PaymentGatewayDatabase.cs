using Commerce.MySql.Failover;
using Commerce.ServiceDefaults.Health;
using Dapper;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.PgSimulator.Storage;

/// <summary>The gateway's own database: no other process reads or writes it.</summary>
internal static class PaymentGatewayDatabase
{
    // Less than a merchant waits for an answer: who is not told in that time asks later.
    private static readonly TimeSpan WaitForPrimary = TimeSpan.FromSeconds(2);

    public static void AddPaymentGatewayDatabase(this IServiceCollection services)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        services.AddSingleton<IValidateOptions<PaymentGatewayConnection>, PaymentGatewayConnection.Validator>();
        services.AddOptions<PaymentGatewayConnection>()
            .Configure<IConfiguration>(
                (connection, configuration) => connection.Text = configuration.GetConnectionString(PaymentGatewayConnection.Name))
            .ValidateOnStart();
        services.AddSingleton(CreateServers);
        services.AddSingleton<GatewaySessions>();
        services.AddHostedService<CreateTables>();
        services.AddSingleton<DatabaseHealth>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [HealthTags.Ready]);
    }

    private static MySqlServers CreateServers(IServiceProvider services)
    {
        var loggers = services.GetRequiredService<ILoggerFactory>();
        var settings = new MySqlServersSettings(text => new MySqlDataSourceBuilder(text).UseLoggerFactory(loggers).Build())
        {
            Wait = WaitForPrimary,
        };
        var connection = services.GetRequiredService<IOptions<PaymentGatewayConnection>>().Value.Settings;
        if (MySqlHosts.Of(connection.ConnectionString).Count > 1)
        {
            // Whoever hangs on a primary that hangs keeps due work from going on at the next one.
            (connection.ConnectionTimeout, connection.DefaultCommandTimeout, connection.CancellationTimeout) = (2, 5, 1);
        }

        return new MySqlServers(connection.ConnectionString, settings, TimeProvider.System);
    }
}
