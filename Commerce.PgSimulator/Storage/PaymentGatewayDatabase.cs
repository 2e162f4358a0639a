using Dapper;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.PgSimulator.Storage;

/// <summary>The gateway's own database: no other process reads or writes it.</summary>
internal static class PaymentGatewayDatabase
{
    /// <summary>The name of the connection string.</summary>
    public const string Name = "paymentgateway";

    /// <exception cref="OptionsValidationException">The connection string is missing or cannot be read.</exception>
    public static IServiceCollection AddPaymentGatewayDatabase(this IServiceCollection services)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        services.AddSingleton(provider => new MySqlDataSourceBuilder(ConnectionString(provider.GetRequiredService<IConfiguration>()))
            .UseLoggerFactory(provider.GetRequiredService<ILoggerFactory>())
            .Build());
        services.AddHostedService<CreateTables>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        return services;
    }

    private static string ConnectionString(IConfiguration configuration)
    {
        var configured = configuration.GetConnectionString(Name);
        if (string.IsNullOrWhiteSpace(configured))
        {
            throw Wrong("is not set.");
        }

        try
        {
            return new MySqlConnectionStringBuilder(configured) { DateTimeKind = MySqlDateTimeKind.Utc }.ConnectionString;
        }
        catch (ArgumentException e)
        {
            throw Wrong($"cannot be read: {e.Message}");
        }
    }

    private static OptionsValidationException Wrong(string how) =>
        new(Name, typeof(MySqlConnectionStringBuilder), [$"ConnectionStrings:{Name} {how}"]);
}
