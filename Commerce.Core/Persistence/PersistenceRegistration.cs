using Commerce.ServiceDefaults.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.Core.Persistence;

internal static class PersistenceRegistration
{
    private const string Key = DatabaseOptions.ConnectionKey;

    public static void AddPersistence(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<DatabaseOptions>(DatabaseOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<DatabaseOptions>, ConnectionStringValidator>();
        builder.Services.AddSingleton(CreateDataSource);
        builder.Services.AddPooledDbContextFactory<CommerceDbContext>((services, options) =>
        {
            var dataSource = services.GetRequiredService<MySqlDataSource>();
            options.UseMySql(dataSource, DetectServer(dataSource));
        });
        builder.Services.AddSingleton<WriteRoom>();
        builder.Services.AddSingleton<DatabaseTransaction>();
        builder.Services.AddSingleton<DemoData>();
        builder.Services.AddHostedService<PrepareDatabase>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database");
    }

    // Once a process: MySQL and MariaDB differ in a few words of SQL. The database itself may still have to be created.
    private static ServerVersion DetectServer(MySqlDataSource dataSource)
    {
        try
        {
            var server = new MySqlConnectionStringBuilder(dataSource.ConnectionString) { Database = string.Empty, Pooling = false };
            return ServerVersion.AutoDetect(server.ConnectionString);
        }
        catch (MySqlException e)
        {
            throw Wrong($"{Key}: the MySQL server cannot be used. {e.Message}");
        }
    }

    private static MySqlDataSource CreateDataSource(IServiceProvider services)
    {
        // Both settings are what EF's SQL counts on: user variables, and rows found rather than rows changed.
        var connectionString = new MySqlConnectionStringBuilder(services.GetRequiredService<IConfiguration>()[Key]!)
        {
            AllowUserVariables = true,
            UseAffectedRows = false,
        };
        return new MySqlDataSourceBuilder(connectionString.ConnectionString)
            .UseLoggerFactory(services.GetRequiredService<ILoggerFactory>())
            .Build();
    }

    private static OptionsValidationException Wrong(string sentence) =>
        new(DatabaseOptions.ConnectionName, typeof(MySqlDataSource), [sentence]);
}
