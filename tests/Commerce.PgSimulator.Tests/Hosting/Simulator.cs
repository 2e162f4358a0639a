extern alias pg; // The AppHost has a class Program too.

using Dapper;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;
using Xunit.Sdk;

namespace Commerce.PgSimulator.Tests.Hosting;

/// <summary>
/// The simulator on Kestrel, with a database and a merchant of its own. Unless told otherwise it has a good day: no dice, no delays.
/// </summary>
public abstract class Simulator(params (string Key, string Value)[] settings) : IAsyncLifetime
{
    private static readonly (string Key, string Value)[] GoodDay =
    [
        ("environment", "Development"),
        ("urls", "http://127.0.0.1:0"),
        ("Faults:RefuseRate", "0"),
        ("Faults:LimitExceededRate", "0"),
        ("Faults:InvalidCardRate", "0"),
        ("Faults:AcceptDelayMinMs", "0"),
        ("Faults:AcceptDelayMaxMs", "0"),
        ("Faults:ProcessDelayMinMs", "0"),
        ("Faults:ProcessDelayMaxMs", "0"),
    ];

    private Host? _host;
    private HttpClient? _http;
    private string? _connectionString;
    private SkipException? _noServer;

    public HttpClient Http => _http ?? throw _noServer!;

    public Merchant Merchant { get; } = new();

    // Whoever needs it where the server cannot be had is skipped, and says why; thrown at the start it would be every test's failure.
    public string ConnectionString => _connectionString ?? throw _noServer!;

    public async ValueTask InitializeAsync()
    {
        await Merchant.InitializeAsync();
        try
        {
            _connectionString = await DatabaseServer.NewDatabaseAsync();
        }
        catch (SkipException e)
        {
            _noServer = e;
            return;
        }

        Start();
    }

    /// <summary>Starts the simulator (again), on the same database, with its settings and these.</summary>
    public void Start(params (string Key, string Value)[] more)
    {
        Stop();
        _host = new Host(
        [
            .. GoodDay,
            ("ConnectionStrings:paymentgateway", ConnectionString),
            ("Callbacks:AllowedPrefixes:0", Merchant.Address),
            .. MerchantSettings,
            .. settings,
            .. more,
        ], Configure);
        _host.UseKestrel();
        _host.StartServer();
        _http = _host.CreateClient();
    }

    /// <summary>Settings that name the merchant's address, which is known only now.</summary>
    protected virtual IEnumerable<(string Key, string Value)> MerchantSettings => [];

    /// <summary>Adds what a test wants to have inside the process.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    public void Stop()
    {
        _http?.Dispose();
        _host?.Dispose();
        _host = null;
    }

    public T Resolve<T>()
        where T : notnull => (T)_host!.Services.GetService(typeof(T))!;

    public async Task<T?> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = new MySqlConnection(ConnectionString);
        return await connection.ExecuteScalarAsync<T>(sql, parameters);
    }

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = new MySqlConnection(ConnectionString);
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    public virtual async ValueTask DisposeAsync()
    {
        Stop();
        await Merchant.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private sealed class Host(
        (string Key, string Value)[] settings, Action<IServiceCollection> configure) : WebApplicationFactory<pg::Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            // Not by UseKestrel(0): that one sets the port while the host may have begun already.
            builder.UseSetting("urls", "http://127.0.0.1:0");
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureServices(configure);
        }
    }
}

/// <summary>The one that most tests share.</summary>
public sealed class GoodDaySimulator : Simulator
{
    // It outlives every other simulator, so it switches the lights off.
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await DatabaseServer.StopAsync();
    }
}
