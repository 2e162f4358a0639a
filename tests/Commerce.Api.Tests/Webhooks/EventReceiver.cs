using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Commerce.Api.Tests.Webhooks;

/// <summary>Another system of the shop, on a real socket: it answers as it is told and keeps what came.</summary>
internal sealed class EventReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EventReceiver(WebApplication app) => _app = app;

    public string Address => $"{_app.Urls.Single()}/events";

    /// <summary>What it answers from now on.</summary>
    public int Status { get; set; } = StatusCodes.Status204NoContent;

    /// <summary>Where it redirects to; null: nowhere.</summary>
    public string? Location { get; set; }

    /// <summary>Everything that came, in order, whatever was answered.</summary>
    public ConcurrentQueue<ReceivedMessage> Received { get; } = new();

    /// <summary>What came about an order and was taken.</summary>
    public IReadOnlyList<ReceivedMessage> TakenOf(long orderId) =>
        [.. Received.Where(m => m.Answered < StatusCodes.Status300MultipleChoices && m.OrderId == orderId)];

    /// <summary>What came about these orders, in order, whatever was answered.</summary>
    public IReadOnlyList<ReceivedMessage> OfAny(long[] orders) => [.. Received.Where(m => orders.Contains(m.OrderId ?? 0))];

    public static async Task<EventReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new EventReceiver(builder.Build());
        receiver._app.Run(receiver.KeepAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task KeepAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers;
        Received.Enqueue(new ReceivedMessage(
            headers["webhook-id"].ToString(),
            headers["webhook-timestamp"].ToString(),
            headers["webhook-signature"].ToString(),
            body,
            Status));
        context.Response.StatusCode = Status;
        if (Location is not null)
        {
            context.Response.Headers.Location = Location;
        }
    }
}

internal sealed record ReceivedMessage(string Id, string Timestamp, string Signature, string Body, int Answered)
{
    public string Type => JsonSerializer.Deserialize<JsonElement>(Body).GetProperty("type").GetString()!;

    public long? OrderId => JsonSerializer.Deserialize<JsonElement>(Body).GetProperty("data").TryGetProperty("orderId", out var id)
        ? id.GetInt64()
        : null;

    /// <summary>Whether one of its signatures was made with this secret.</summary>
    public bool IsSignedWith(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var right = $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Body}")))}";
        return Signature.Split(' ').Contains(right);
    }
}
