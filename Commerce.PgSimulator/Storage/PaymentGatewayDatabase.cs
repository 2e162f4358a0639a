using Commerce.ServiceDefaults.Health;
using Dapper;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.PgSimulator.Storage;

/// <summary>The gateway's own database: no other process reads or writes it.</summary>
internal static class PaymentGatewayDatabase
{
    public static void AddPaymentGatewayDatabase(this IServiceCollection services)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        services.AddSingleton<IValidateOptions<PaymentGatewayConnection>, PaymentGatewayConnection.Validator>();
        services.AddOptions<PaymentGatewayConnection>()
            .Configure<IConfiguration>(
                (connection, configuration) => connection.Text = configuration.GetConnectionString(PaymentGatewayConnection.Name))
            .ValidateOnStart();
        services.AddSingleton(provider =>
            new MySqlDataSourceBuilder(provider.GetRequiredService<IOptions<PaymentGatewayConnection>>().Value.Settings.ConnectionString)
                .UseLoggerFactory(provider.GetRequiredService<ILoggerFactory>())
                .Build());
        services.AddSingleton<GatewaySessions>();
        services.AddHostedService<CreateTables>();
        services.AddSingleton<DatabaseHealth>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [HealthTags.Ready]);
    }
}
