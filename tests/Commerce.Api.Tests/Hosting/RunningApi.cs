using Commerce.Api.Tests.Hosting;
using Commerce.Core;
using Commerce.Core.Persistence;
using Commerce.Core.Tests.Payments.Gateways;
using Commerce.TestHost;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MySqlConnector;

[assembly: AssemblyFixture(typeof(RunningApi))]

namespace Commerce.Api.Tests.Hosting;

/// <summary>One API on Kestrel with a MySQL of its own; all tests share it, each with members and goods of its own.</summary>
public sealed class RunningApi : IAsyncLifetime
{
    /// <summary>What <see cref="AnotherProcessAsync"/> accepts signatures of.</summary>
    public static readonly string CallbackSecret = $"whsec_{Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray())}";

    private CommerceStack _stack = null!;
    private ScriptedPg _pg = null!;
    private ApiFactory _factory = null!;

    /// <summary>A client that keeps any number of connections open at once.</summary>
    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        _stack = await CommerceStack.CreateAsync(new CommerceStackOptions { DatabaseOnly = true }, ct);
        _pg = await ScriptedPg.StartAsync();
        _factory = new ApiFactory(await _stack.ConnectionStringAsync(StackResources.CommerceDatabase, ct), _pg.Address);
        _factory.UseKestrel(0);
        _factory.StartServer();
        Client = new HttpClient { BaseAddress = _factory.ClientOptions.BaseAddress };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _factory.DisposeAsync();
        await _pg.DisposeAsync();
        await _stack.DisposeAsync();
    }

    /// <summary>The next payment request that reaches the PG is accepted under this key.</summary>
    public void PgAccepts(string transactionKey) => _pg.OnSend(ScriptedPg.Accepted(transactionKey));

    /// <summary>The next payment request that reaches the PG is refused with this sentence.</summary>
    public void PgRefuses(string message) => _pg.OnSend(ScriptedPg.Refused(400, message));

    /// <summary>The next payment request that reaches the PG is answered like this.</summary>
    public void PgAnswers(Func<HttpContext, Task> answer) => _pg.OnSend(answer);

    /// <summary>What the PG says from now on when it is asked about a payment.</summary>
    public void PgLooksUp(Func<HttpContext, Task> answer) => _pg.OnLookup(answer);

    /// <summary>What the PG's books of any day are from now on.</summary>
    public void PgBooksAre(Func<HttpContext, Task> answer) => _pg.OnBooks(answer);

    /// <summary>The days whose books the PG was asked for, one entry a time.</summary>
    public IReadOnlyCollection<string> BooksAskedFor => _pg.BooksAskedFor;

    /// <summary>Another process of the shop as far as the use cases go: services, connections and a clock of its own.</summary>
    /// <param name="databaseClock">Null: the database's own.</param>
    /// <param name="pg">Null: the PG of the API.</param>
    public async Task<IHost> AnotherProcessAsync(TimeProvider time, IDatabaseClock? databaseClock = null, Uri? pg = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
        [
            new("ConnectionStrings:commerce", await _stack.ConnectionStringAsync(StackResources.CommerceDatabase, TestContext.Current.CancellationToken)),
            new("Pg:BaseAddress", pg?.ToString() ?? _pg.Address.ToString()),
            new("Pg:CallbackSecrets:0", CallbackSecret),
        ]);
        builder.Services.AddLogging().AddMetrics().AddSingleton(time);
        builder.AddCommerceCore();
        builder.AddCallbacks();
        // Every process has options of its own, and EF takes many of them in one for a mistake.
        builder.Services.ConfigureDbContext<CommerceDbContext>(options =>
            options.ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning)));
        if (databaseClock is not null)
        {
            builder.Services.AddSingleton(databaseClock);
        }

        return builder.Build();
    }

    /// <summary>One of the API's own parts.</summary>
    public T Service<T>()
        where T : notnull => _factory.Services.GetRequiredService<T>();

    /// <summary>A connection of the test's own to the API's database.</summary>
    public async Task<MySqlConnection> OpenDatabaseAsync()
    {
        var connection = new MySqlConnection(await _stack.ConnectionStringAsync(StackResources.CommerceDatabase, TestContext.Current.CancellationToken));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Works on the database behind the API's back, in one transaction.</summary>
    public Task<T> InDatabaseAsync<T>(Func<CommerceDbContext, Task<T>> work) => _factory.Services
        .GetRequiredService<DatabaseTransaction>()
        .ExecuteAsync((db, _) => work(db), TestContext.Current.CancellationToken);
}
