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

    private string PgTables => $"""
        CREATE TABLE IF NOT EXISTS {PgDatabase}.payments (
            transaction_key VARCHAR(255) PRIMARY KEY, order_id VARCHAR(255) NOT NULL, amount BIGINT NOT NULL, status VARCHAR(20) NOT NULL,
            INDEX (order_id)) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
        CREATE TABLE IF NOT EXISTS {PgDatabase}.toss_payments (
            payment_key VARCHAR(200) PRIMARY KEY, order_id VARCHAR(64) NOT NULL, amount BIGINT NOT NULL, balance BIGINT NOT NULL,
            approved_at DATETIME(6) NULL) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
        CREATE TABLE IF NOT EXISTS {PgDatabase}.toss_transactions (
            transaction_key VARCHAR(64) PRIMARY KEY, payment_key VARCHAR(200) NOT NULL, kind VARCHAR(10) NOT NULL, amount BIGINT NOT NULL)
            CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
        CREATE TABLE IF NOT EXISTS {PgDatabase}.cancels (
            transaction_key VARCHAR(255) PRIMARY KEY, amount BIGINT NOT NULL, was_captured BOOLEAN NOT NULL)
            CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
        """;

    private readonly int _number;

    private InterleavedShop(int number) => _number = number;

    /// <summary>What the names of its databases end with.</summary>
    public string Databases => $"_{_number}";

    public string CommerceDatabase => StackResources.CommerceDatabase + Databases;

    public string PgDatabase => StackResources.PaymentGatewayDatabase + Databases;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 5, 3, 0, 0, TimeSpan.Zero));

    public InterleavedPg Pg { get; } = new();

    public IHost Host { get; private set; } = null!;

    public MySqlConnection Server { get; private set; } = null!;

    /// <param name="number">Which of the shops on the server it is; each has databases of its own.</param>
    public static async Task<InterleavedShop> StartAsync(InterleavedServer server, int number, CancellationToken ct)
    {
        var shop = new InterleavedShop(number);
        await shop.PrepareAsync(server, ct);
        return shop;
    }

    public T Get<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        Host?.Dispose();
        await (Server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task PrepareAsync(InterleavedServer server, CancellationToken ct)
    {
        Server = await server.OpenAsync(ct);
        await Server.ExecuteAsync($"CREATE DATABASE {CommerceDatabase}; CREATE DATABASE {PgDatabase}; USE {CommerceDatabase}");
        Host = Build(server.ConnectionString(CommerceDatabase));
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
