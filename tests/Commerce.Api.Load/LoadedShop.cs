using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Commerce.TestHost;
using Dapper;
using MySqlConnector;

namespace Commerce.Api.Load;

/// <summary>The whole stack with an honest PG and an API of ten database connections, and its customers.</summary>
internal sealed class LoadedShop : IAsyncDisposable
{
    /// <summary>How many connections to the database the API may have.</summary>
    public const int PoolSize = 10;

    /// <summary>By this name the database knows the API's connections.</summary>
    public const string ApplicationName = "api-under-load";

    private const string OperatorKey = "operator-key-of-the-load-measurements";
    // Of the demo products these have plenty in stock.
    private const int FirstProduct = 4;
    private const int Products = 21;
    private const int Members = 3;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly DirectoryInfo _folder;
    private readonly CommerceStack _stack;
    private readonly HttpClient _api;
    private readonly HttpClient _pg;

    private LoadedShop(CommerceStack stack, DirectoryInfo folder)
    {
        (_stack, _folder) = (stack, folder);
        _api = new HttpClient { BaseAddress = stack.AddressOf(StackResources.Api), Timeout = TimeSpan.FromMinutes(1) };
        _pg = new HttpClient { BaseAddress = stack.AddressOf(StackResources.PgSimulator) };
    }

    public static async Task<LoadedShop> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("commerce-load-");
        var options = new CommerceStackOptions { DataFolder = folder.FullName, LimitsAsShipped = true }
            .WithDatabaseSettings(StackResources.Api, $"MaximumPoolSize={PoolSize};ApplicationName={ApplicationName}")
            .With(StackResources.Api, "Operator__Key", OperatorKey)
            .With(StackResources.Api, "Overload__PlacingAtOnce", "200") // The burst is to reach the PG as a whole.
            .With(StackResources.PgSimulator, "Faults__RefuseRate", "0")
            .With(StackResources.PgSimulator, "Faults__LimitExceededRate", "0")
            .With(StackResources.PgSimulator, "Faults__InvalidCardRate", "0")
            .With(StackResources.PgSimulator, "Faults__AcceptDelayMinMs", "0")
            .With(StackResources.PgSimulator, "Faults__AcceptDelayMaxMs", "0");
        return new LoadedShop(await CommerceStack.CreateAsync(options), folder);
    }

    /// <summary>Reads a page of the catalogue.</summary>
    public async Task<bool> ReadProductsAsync()
    {
        using var answer = await _api.GetAsync(new Uri("/api/v1/products", UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>Orders one piece by card.</summary>
    /// <returns>The status, with the payment's status or the error's code.</returns>
    public async Task<string> OrderAsync(int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders");
        request.Headers.Add("X-USER-ID", $"demo{1 + (number % Members)}");
        request.Content = JsonContent.Create(new
        {
            items = new[] { new { productId = FirstProduct + (number % Products), quantity = 1 } },
            cardType = "KB",
            cardNo = "1234-5678-9814-1451", // No test card: the dials decide.
        });
        using var answer = await _api.SendAsync(request);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var word = body.TryGetProperty("data", out var order)
            ? order.GetProperty("payment").GetProperty("status").GetString()
            : body.GetProperty("errorCode").GetString();
        return $"{(int)answer.StatusCode} {word}";
    }

    /// <summary>From now on the PG takes every payment request and answers none, or answers all.</summary>
    public async Task LetThePgHangAsync(bool hangs)
    {
        using var answer = await _pg.PutAsJsonAsync("/api/v1/faults", hangs ? (object)new { hangRate = 1 } : new { });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Forgets what the breaker has seen, so that the next burst finds it closed.</summary>
    public async Task CloseTheBreakerAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/circuits/pg-payments?action=reset");
        request.Headers.Add("X-Operator-Key", OperatorKey);
        using var answer = await _api.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until every order of an earlier burst has ended, and with it the work that it makes.</summary>
    public async Task QuietAsync()
    {
        await using var server = await OpenServerAsync();
        while (await server.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM commerce.commerce_payments WHERE status IN ('PENDING', 'TIMEOUT')") > 0)
        {
            await Task.Delay(Pace, TimeProvider.System);
        }
    }

    /// <summary>Opens the database as its administrator, who sees what other connections do.</summary>
    public async Task<MySqlConnection> OpenServerAsync()
    {
        var connection = new MySqlConnection(DatabaseAdministrator.ConnectionString(_folder.FullName));
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        _pg.Dispose();
        await _stack.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
