using Commerce.Core;
using Commerce.Core.Persistence;
using Commerce.Core.Recovery.Schedule;
using Commerce.TestHost;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Time.Testing;
using MySqlConnector;

namespace Commerce.Chaos.Interleavings;

/// <summary>
/// The real use cases in this process on a real MySQL, with a clock that stands still between steps and a PG that keeps its answers back
/// when it is told to.
/// </summary>
internal sealed class InterleavedShop : IAsyncDisposable
{
    /// <summary>What callbacks are signed with.</summary>
    public static readonly string CallbackSecret = $"whsec_{Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray())}";

    private const long FirstProduct = 1_000; // The demo's are counted by the rules as they opened.

    private const string PgTables = """
        CREATE TABLE IF NOT EXISTS paymentgateway.payments (
            transaction_key VARCHAR(255) PRIMARY KEY, order_id VARCHAR(255) NOT NULL, amount BIGINT NOT NULL, status VARCHAR(20) NOT NULL,
            INDEX (order_id)) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
        CREATE TABLE IF NOT EXISTS paymentgateway.toss_payments (
            payment_key VARCHAR(200) PRIMARY KEY, order_id VARCHAR(64) NOT NULL, amount BIGINT NOT NULL, balance BIGINT NOT NULL,
            approved_at DATETIME(6) NULL) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
        CREATE TABLE IF NOT EXISTS paymentgateway.toss_transactions (
            transaction_key VARCHAR(64) PRIMARY KEY, payment_key VARCHAR(200) NOT NULL, kind VARCHAR(10) NOT NULL, amount BIGINT NOT NULL)
            CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
        CREATE TABLE IF NOT EXISTS paymentgateway.cancels (
            transaction_key VARCHAR(255) PRIMARY KEY, amount BIGINT NOT NULL, was_captured BOOLEAN NOT NULL)
            CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
        """;

    // The database outlives every crash that is played here, so a commit need not wait for the disk.
    private const string Hurry = "SET GLOBAL innodb_flush_log_at_trx_commit = 0; SET GLOBAL sync_binlog = 0";

    private readonly CommerceStack _stack;
    private readonly DirectoryInfo _folder;

    private InterleavedShop(CommerceStack stack, DirectoryInfo folder) => (_stack, _folder) = (stack, folder);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 5, 3, 0, 0, TimeSpan.Zero));

    public InterleavedPg Pg { get; } = new();

    public IHost Host { get; private set; } = null!;

    public MySqlConnection Server { get; private set; } = null!;

    public static async Task<InterleavedShop> StartAsync(CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("commerce-interleavings-");
        CommerceStack stack;
        try
        {
            stack = await CommerceStack.CreateAsync(new CommerceStackOptions { DatabaseOnly = true, DataFolder = folder.FullName }, ct);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }

        var shop = new InterleavedShop(stack, folder);
        await shop.PrepareAsync(ct);
        return shop;
    }

    public T Get<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        Host?.Dispose();
        await (Server?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _stack.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task PrepareAsync(CancellationToken ct)
    {
        var administrator = new MySqlConnectionStringBuilder(DatabaseAdministrator.ConnectionString(_folder.FullName))
        {
            AllowUserVariables = true,
            Pooling = true,
        };
        Server = new MySqlConnection(administrator.ConnectionString);
        await Server.OpenAsync(ct);
        await Server.ExecuteAsync(Hurry);
        await Server.ExecuteAsync("CREATE DATABASE IF NOT EXISTS commerce; CREATE DATABASE IF NOT EXISTS paymentgateway; USE commerce");
        administrator.Database = StackResources.CommerceDatabase;
        Host = Build(administrator.ConnectionString);
        await Get<MigrateDatabase>().ExecuteAsync(ct);
        await Server.ExecuteAsync(PgTables);
        await Server.ExecuteAsync($"ALTER TABLE products AUTO_INCREMENT = {FirstProduct}");
        await Server.ExecuteAsync("INSERT INTO brands (name, description, created_at) VALUES ('Interleaved', '', UTC_TIMESTAMP(6))");
    }

    private IHost Build(string database)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(InterleavedSettings.Of(database, CallbackSecret));
        builder.Services.AddLogging().AddMetrics().AddSingleton<TimeProvider>(Time);
        builder.AddCommerceCore();
        builder.AddCallbacks();
        builder.Services.ConfigureDbContext<CommerceDbContext>(options =>
            options.ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning)));
        builder.Services.AddSingleton<IDatabaseClock>(new StandingClock(Time));
        // How fast the PG is asked is no question here.
        builder.Services.AddSingleton(new GatewayBudget(_ => Task.FromResult(1e9), TimeProvider.System));
        builder.Services.ConfigureAll<HttpClientFactoryOptions>(
            options => options.HttpMessageHandlerBuilderActions.Add(handler => handler.PrimaryHandler = Pg));
        return builder.Build();
    }

    /// <summary>A database whose time goes by the clock of the steps.</summary>
    private sealed class StandingClock(TimeProvider time) : IDatabaseClock
    {
        public Task<DateTimeOffset> NowAsync(CommerceDbContext db, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            return Task.FromResult(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond))); // What the database keeps.
        }
    }
}
