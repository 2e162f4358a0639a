using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Commerce.Api.Tests.SecondGateway;

/// <summary>One sale in the books of <see cref="SalesPg"/>, as it writes it.</summary>
/// <param name="State"><c>captured</c>, <c>waiting</c>, <c>declined</c> or <c>reversed</c>.</param>
internal sealed record Sale(string Id, string Reference, long Amount, string State, string? Code = null);

/// <summary>
/// A PG with a wire of its own, on a real socket: it authorises and captures in one answer, calls orders by another name, signs
/// under another header, and has no books to hand out. What the customer's payment key begins with decides what it does.
/// </summary>
internal sealed class SalesPg : IAsyncDisposable
{
    public const string SignatureHeader = "X-Sales-Signature";
    public static readonly byte[] Secret = "a secret of the tests' sales PG"u8.ToArray();

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Sale> _sales = [];

    private SalesPg(WebApplication app)
    {
        _app = app;
        app.MapPost("/sales", SellAsync);
        app.MapGet("/sales/{id}", (string id) => _sales.TryGetValue(id, out var sale) ? Results.Json(sale) : Results.NotFound());
        app.MapGet("/sales", (string reference) => Results.Json(_sales.Values.Where(sale => sale.Reference == reference)));
        app.MapPost("/sales/{id}/reverse", (string id) => Results.Json(Put(_sales[id] with { State = "reversed" })));
    }

    public Uri Address => new(_app.Urls.Single());

    public static async Task<SalesPg> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var pg = new SalesPg(builder.Build());
        await pg._app.StartAsync();
        return pg;
    }

    public Sale SaleOf(string reference) => _sales.Values.Single(sale => sale.Reference == reference);

    /// <summary>Decides a waiting sale and makes the callback that tells of it.</summary>
    public HttpRequestMessage Decide(string reference, string path, byte[]? signedWith = null)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(Put(SaleOf(reference) with { State = "captured" }), JsonSerializerOptions.Web);
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(SignatureHeader, Convert.ToHexStringLower(HMACSHA256.HashData(signedWith ?? Secret, body)));
        return request;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task SellAsync(HttpContext context)
    {
        var asked = (await context.Request.ReadFromJsonAsync<SaleRequest>())!;
        var (state, code) = asked.PaymentKey.Split('-')[0] switch
        {
            "wait" => ("waiting", null),
            "decline" => ("declined", "over-limit"),
            _ => ("captured", (string?)null),
        };
        var sale = Put(new Sale($"sale-{Guid.NewGuid():N}", asked.Reference, asked.Amount, state, code));
        if (asked.PaymentKey.StartsWith("cut", StringComparison.Ordinal))
        {
            context.Abort(); // The money is taken and nobody hears of it.
            return;
        }

        await context.Response.WriteAsJsonAsync(sale);
    }

    private Sale Put(Sale sale) => _sales[sale.Id] = sale;
}

/// <summary>What the sales PG is asked for.</summary>
internal sealed record SaleRequest(string Reference, string PaymentKey, long Amount);
