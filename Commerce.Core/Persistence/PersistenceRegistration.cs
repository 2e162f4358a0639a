using Commerce.MySql.Failover;
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
        builder.Services.AddSingleton<IValidateOptions<DatabaseOptions>, MigrateAtStartValidator>();
        builder.Services.AddHostedService<PrepareDatabase>();
        builder.Services.AddSingleton<DatabaseHealthCheck>();
        builder.Services.AddActivatedSingleton<DatabaseGauges>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database", tags: [HealthTags.Ready]);
    }

    /// <summary>What reaches the database and prepares it, without anything that happens by itself.</summary>
    public static void AddDatabase(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<DatabaseOptions>(DatabaseOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<DatabaseOptions>, ConnectionStringValidator>();
        builder.Services.AddSingleton(CreateServers);
        builder.Services.AddPooledDbContextFactory<CommerceDbContext>((services, options) =>
        {
            var primary = FirstPrimary(services.GetRequiredService<MySqlServers>());
            options.UseMySql(primary, DetectServer(primary)); // Each context gets its connection from PrimaryContexts.
            options.AddInterceptors(
                services.GetRequiredService<CheckIdleConnections>(),
                services.GetRequiredService<PrepareStatements>(),
                services.GetRequiredService<ReportLostServers>());
            options.ConfigureWarnings(LeaveToWhoCatches);
        });
        PrimaryContexts.Wrap(builder.Services);
        builder.Services.AddSingleton<StaleContexts>();
        builder.Services.TryAddSingleton<FaultLog>();
        builder.Services.AddClockSkews();
        builder.Services.AddSingleton<IDatabaseClock, DatabaseClock>();
        builder.Services.AddSingleton<CheckIdleConnections>();
        builder.Services.AddSingleton<PrepareStatements>();
        builder.Services.AddSingleton<ReportLostServers>();
        builder.Services.AddSingleton<TransactionLimiter>();
        builder.Services.AddSingleton<TransactionAttempt>();
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

    // Once a process, at its start: there is nothing else to do meanwhile.
    private static MySqlDataSource FirstPrimary(MySqlServers servers)
    {
        try
        {
            return servers.FindPrimaryAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
        catch (PrimaryNotFoundException e)
        {
            throw Wrong($"{Key}: {e.Message}");
        }
    }

    private static MySqlServers CreateServers(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        var loggers = services.GetRequiredService<ILoggerFactory>();
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
        var log = new PrimaryLog(services.GetRequiredService<ILogger<PrimaryLog>>());
        var settings = new MySqlServersSettings(text => new MySqlDataSourceBuilder(text).UseLoggerFactory(loggers).Build())
        {
            Wait = options.FailoverWait ?? DatabaseOptions.WaitForSeveral,
            Moved = log.Moved,
            NotAsked = log.NotAsked,
        };
        return new MySqlServers(connectionString.ConnectionString, settings, TimeProvider.System);
    }

    private static uint WholeSeconds(TimeSpan limit) => (uint)Math.Ceiling(limit.TotalSeconds);

    public static OptionsValidationException Wrong(string sentence) =>
        new(DatabaseOptions.ConnectionName, typeof(MySqlDataSource), [sentence]);
}
