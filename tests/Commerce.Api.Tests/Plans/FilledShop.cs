extern alias CommerceApi;

using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Filling;
using Commerce.TestHost.Gateways;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Commerce.Api.Tests.Plans;

/// <summary>An API with a database of its own in which twenty thousand orders came to their end.</summary>
public sealed class FilledShop(RunningApi api) : IAsyncLifetime
{
    /// <summary>Who placed every hundredth order and likes every product.</summary>
    public const string Member = "m1";

    /// <summary>The database's name.</summary>
    public string Name { get; } = $"filled_{Guid.NewGuid():N}"[..20];
    private string? _connection;
    private Parts? _parts;

    internal ScriptedPg Pg => _parts!.Pg;

    internal StatementLog Log => _parts!.Log;

    internal MySqlConnection Server => _parts!.Server;

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsLinux() || !api.HasServer)
        {
            return; // The administrator comes in by the server's socket.
        }

        var ct = TestContext.Current.CancellationToken;
        _connection = await api.NewDatabaseAsync(Name);
        var pg = await ScriptedPg.StartAsync();
        // In batches as large as a shop's own: what is right for three lines need not be so for five hundred.
        var pooled = new MySqlConnectionStringBuilder(_connection) { Pooling = true }.ConnectionString;
        var factory = new ApiFactory(pooled, pg.Address);
        var started = factory.WithWebHostBuilder(builder => builder.UseSetting("Reconciliation:BatchSize", "500"));
        started.UseKestrel();
        started.StartServer();
        var server = new MySqlConnection(_connection);
        await server.OpenAsync(ct);
        var size = FillSize.Of(20_000) with { Days = 28 }; // Nothing of it is so old that only a part of its rows would be kept.
        await new FillDatabase(server, Name, pg: null, TimeProvider.System).ExecuteAsync(size, progress: null, ct);
        _parts = new Parts(
            pg,
            factory,
            started,
            new HttpClient { BaseAddress = started.ClientOptions.BaseAddress },
            server,
            new StatementLog(server, Name));
    }

    public async ValueTask DisposeAsync()
    {
        if (_parts is { } parts)
        {
            parts.Client.Dispose();
            await parts.Started.DisposeAsync();
            await parts.Factory.DisposeAsync();
            await parts.Pg.DisposeAsync();
            await using var drop = new MySqlCommand($"DROP DATABASE `{Name}`", parts.Server);
            await drop.ExecuteNonQueryAsync();
            await parts.Server.DisposeAsync();
        }
    }

    /// <summary>Skips the calling test where there is no such shop.</summary>
    public void Require() => Assert.SkipUnless(_parts is not null, "The administrator comes in by the server's socket.");

    /// <summary>The same, and where plans cannot be read: MariaDB's log lacks the values, and its plans count no limit.</summary>
    public void RequirePlans()
    {
        Require();
        Assert.SkipWhen(
            Server.ServerVersion.Contains("MariaDB", StringComparison.Ordinal),
            "MariaDB's log has no values of prepared statements, and its EXPLAIN does not count a limit.");
    }

    /// <summary>One of the API's own parts.</summary>
    public T Service<T>()
        where T : notnull => _parts!.Started.Services.GetRequiredService<T>();

    /// <summary>Sends a request as the member and as the operator at once, and wants it to succeed.</summary>
    internal async Task<string> AskAsync(HttpMethod method, string path, HttpContent? body = null, string? key = null)
    {
        var ct = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(method, $"/api/v1{path}") { Content = body };
        request.Headers.Add("X-USER-ID", Member);
        request.Headers.Add("X-Operator-Key", ApiFactory.OperatorKey);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key is null ? [] : [key]);
        using var response = await _parts!.Client.SendAsync(request, ct);
        var answer = await response.Content.ReadAsStringAsync(ct);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {answer}");
        return answer;
    }

    /// <summary>What of these statements grows with a table, each sentence once.</summary>
    internal async Task<IReadOnlyList<string>> FlawsAsync(IEnumerable<string> statements)
    {
        var flaws = new List<string>();
        foreach (var statement in statements)
        {
            flaws.AddRange(await StatementPlan.FlawsAsync(Server, statement));
        }

        return [.. flaws.Distinct()];
    }

    private sealed record Parts(
        ScriptedPg Pg,
        ApiFactory Factory,
        WebApplicationFactory<CommerceApi::Program> Started,
        HttpClient Client,
        MySqlConnection Server,
        StatementLog Log);
}
