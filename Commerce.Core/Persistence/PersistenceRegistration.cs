using Commerce.ServiceDefaults.Clocks;
using Commerce.ServiceDefaults.Configuration;
using Commerce.ServiceDefaults.Health;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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
        builder.AddDatabase();
        builder.Services.AddHostedService<PrepareDatabase>();
        builder.Services.AddSingleton<DatabaseHealthCheck>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database", tags: [HealthTags.Ready]);
    }

    /// <summary>What reaches the database and prepares it, without anything that happens by itself.</summary>
    public static void AddDatabase(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<DatabaseOptions>(DatabaseOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<DatabaseOptions>, ConnectionStringValidator>();
        builder.Services.AddSingleton(CreateDataSource);
        builder.Services.AddPooledDbContextFactory<CommerceDbContext>((services, options) =>
        {
            var dataSource = services.GetRequiredService<MySqlDataSource>();
            options.UseMySql(dataSource, DetectServer(dataSource));
            options.AddInterceptors(services.GetRequiredService<CheckIdleConnections>(), services.GetRequiredService<PrepareStatements>());
            options.ConfigureWarnings(LeaveToWhoCatches);
        });
        builder.Services.TryAddSingleton<FaultLog>();
        builder.Services.AddClockSkews();
        builder.Services.AddSingleton<IDatabaseClock, DatabaseClock>();
        builder.Services.AddSingleton<CheckIdleConnections>();
        builder.Services.AddSingleton<PrepareStatements>();
        builder.Services.AddSingleton<TransactionLimiter>();
        builder.Services.AddSingleton<DatabaseTransaction>();
        builder.Services.AddSingleton<DemoData>();
        builder.Services.AddSingleton<MigrateDatabase>();
        builder.Services.AddSingleton<CheckSchema>();
    }

    // Each of these goes with an exception, which is logged where it is handled, once and in fewer words.
    private static void LeaveToWhoCatches(WarningsConfigurationBuilder warnings) => warnings.Log(
        (RelationalEventId.ConnectionError, LogLevel.Debug),
        (RelationalEventId.CommandError, LogLevel.Debug),
        (RelationalEventId.TransactionError, LogLevel.Debug),
        (CoreEventId.QueryIterationFailed, LogLevel.Debug),
        (CoreEventId.SaveChangesFailed, LogLevel.Debug));

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
        var options = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        // The first two are what EF's SQL counts on: user variables, and rows found rather than rows changed.
        var connectionString = new MySqlConnectionStringBuilder(services.GetRequiredService<IConfiguration>()[Key]!)
        {
            AllowUserVariables = true,
            UseAffectedRows = false,
            ConnectionTimeout = WholeSeconds(options.ConnectTimeout),
            DefaultCommandTimeout = WholeSeconds(options.CommandTimeout),
            CancellationTimeout = 1, // Who does not answer a statement rarely answers its cancel.
            ConnectionReset = false, // Nothing that a session is told outlives the transaction that needs it.
        };
        return new MySqlDataSourceBuilder(connectionString.ConnectionString)
            .UseLoggerFactory(services.GetRequiredService<ILoggerFactory>())
            .Build();
    }

    private static uint WholeSeconds(TimeSpan limit) => (uint)Math.Ceiling(limit.TotalSeconds);

    public static OptionsValidationException Wrong(string sentence) =>
        new(DatabaseOptions.ConnectionName, typeof(MySqlDataSource), [sentence]);
}
