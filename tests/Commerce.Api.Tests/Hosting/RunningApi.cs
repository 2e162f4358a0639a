using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core;
using Commerce.Core.Persistence;
using Commerce.TestHost;
using Commerce.TestHost.Gateways;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MySqlConnector;
using Xunit.Sdk;

[assembly: AssemblyFixture(typeof(RunningApi))]

namespace Commerce.Api.Tests.Hosting;

/// <summary>One API on Kestrel with a MySQL of its own; all tests share it, each with members and goods of its own.</summary>
public sealed class RunningApi : IAsyncLifetime
{
    /// <summary>What <see cref="AnotherProcessAsync"/> accepts signatures of.</summary>
    public static readonly string CallbackSecret = $"whsec_{Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray())}";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("commerce-api-");
    private Parts? _parts;
    private SkipException? _noServer;

    /// <summary>A client that keeps any number of connections open at once.</summary>
    public HttpClient Client => Running.Client;

    /// <summary>False where the server of these tests cannot be had, and they are skipped.</summary>
    public bool HasServer => _parts is not null;

    // Whoever needs it where its server cannot be had is skipped, and says why.
    private Parts Running => _parts ?? throw _noServer!;

    private string Administrator => HasServer ? DatabaseAdministrator.ConnectionString(_folder.FullName) : throw _noServer!;

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        CommerceStack stack;
        try
        {
            stack = await ServerUnderTest.StartAsync(_folder.FullName, ct);
        }
        catch (SkipException e)
        {
            _noServer = e; // Thrown here it would be every test's failure.
            return;
        }

        var pg = await ScriptedPg.StartAsync();
        var factory = new ApiFactory(await stack.ConnectionStringAsync(StackResources.CommerceDatabase, ct), pg.Address);
        factory.UseKestrel();
        factory.StartServer();
        _parts = new Parts(stack, pg, factory, new HttpClient { BaseAddress = factory.ClientOptions.BaseAddress });
    }

    public async ValueTask DisposeAsync()
    {
        if (_parts is { } parts)
        {
            parts.Client.Dispose();
            await parts.Factory.DisposeAsync();
            await parts.Pg.DisposeAsync();
            await parts.Stack.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>The next payment request that reaches the PG is accepted under this key.</summary>
    public void PgAccepts(string transactionKey) => Running.Pg.OnSend(ScriptedPg.Accepted(transactionKey));

    /// <summary>The next payment request that reaches the PG is refused with this sentence.</summary>
    public void PgRefuses(string message) => Running.Pg.OnSend(ScriptedPg.Refused(400, message));

    /// <summary>The next payment request that reaches the PG is answered like this.</summary>
    public void PgAnswers(Func<HttpContext, Task> answer) => Running.Pg.OnSend(answer);

    /// <summary>What the PG says from now on when it is asked about a payment.</summary>
    public void PgLooksUp(Func<HttpContext, Task> answer) => _parts?.Pg.OnLookup(answer);

    /// <summary>What the PG answers from now on when it is told to give money back.</summary>
    public void PgCancels(Func<HttpContext, Task> answer) => _parts?.Pg.OnCancel(answer);

    /// <summary>What the PG's books of any day are from now on.</summary>
    public void PgBooksAre(Func<HttpContext, Task> answer) => _parts?.Pg.OnBooks(answer);

    /// <summary>The days whose books the PG was asked for, one entry a time.</summary>
    public IReadOnlyCollection<string> BooksAskedFor => Running.Pg.BooksAskedFor;

    /// <summary>Another process of the shop as far as the use cases go: services, connections and a clock of its own.</summary>
    /// <param name="databaseClock">Null: the database's own.</param>
    /// <param name="pg">Null: the PG of the API.</param>
    /// <param name="settings">What it is configured with besides.</param>
    public async Task<IHost> AnotherProcessAsync(
        TimeProvider time, IDatabaseClock? databaseClock = null, Uri? pg = null, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
        [
            new("ConnectionStrings:commerce", await ConnectionStringAsync()),
            new("Pg:BaseAddress", pg?.ToString() ?? Running.Pg.Address.ToString()),
            new("Pg:CallbackSecrets:0", CallbackSecret),
        ]);
        builder.Configuration.AddInMemoryCollection( // These go before the others.
            settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)));
        builder.Services.AddLogging().AddMetrics().AddSingleton(time);
        builder.AddCommerceCore();
        builder.AddCallbacks();
        builder.AddEventStreams();
        // Every process has options of its own, and EF takes many of them in one for a mistake.
        builder.Services.ConfigureDbContext<CommerceDbContext>(options =>
            options.ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning)));
        CountingContexts.Wrap(builder.Services);
        if (databaseClock is not null)
        {
            builder.Services.AddSingleton(databaseClock);
        }

        return builder.Build();
    }

    /// <summary>One of the API's own parts.</summary>
    public T Service<T>()
        where T : notnull
    {
        CardOrders.RequireFor(typeof(T));
        return Running.Factory.Services.GetRequiredService<T>();
    }

    /// <summary>Where the API's database is.</summary>
    public async Task<string> ConnectionStringAsync() =>
        await Running.Stack.ConnectionStringAsync(StackResources.CommerceDatabase, TestContext.Current.CancellationToken);

    /// <summary>A connection of the test's own to the API's database.</summary>
    public async Task<MySqlConnection> OpenDatabaseAsync()
    {
        var connection = new MySqlConnection(await ConnectionStringAsync());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>A database of the caller's own on the API's server, made anew; for the server's administrator.</summary>
    public async Task<string> NewDatabaseAsync(string name)
    {
        await using var server = await OpenServerAsync();
        await using var create = new MySqlCommand($"CREATE DATABASE `{name}`", server);
        await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new MySqlConnectionStringBuilder(Administrator) { Database = name, AllowUserVariables = true }.ConnectionString;
    }

    /// <summary>A connection to the API's database server as its administrator, who sees what everybody does.</summary>
    public async Task<MySqlConnection> OpenServerAsync()
    {
        var connection = new MySqlConnection(Administrator);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Works on the database behind the API's back, in one transaction.</summary>
    public Task<T> InDatabaseAsync<T>(Func<CommerceDbContext, Task<T>> work) => Running.Factory.Services
        .GetRequiredService<DatabaseTransaction>()
        .ExecuteAsync((db, _) => work(db), TestContext.Current.CancellationToken);

    private sealed record Parts(CommerceStack Stack, ScriptedPg Pg, ApiFactory Factory, HttpClient Client);
}
