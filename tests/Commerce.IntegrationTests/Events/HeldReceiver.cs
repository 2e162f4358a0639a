using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Commerce.IntegrationTests.Events;

/// <summary>Another system of the shop, which keeps what comes and answers nothing until it is told to.</summary>
internal sealed class HeldReceiver : IAsyncDisposable
{
    private readonly TaskCompletionSource _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<ReceivedEvent> _received = new();
    private readonly WebApplication _app;

    private HeldReceiver(WebApplication app) => _app = app;

    public string Address => $"{_app.Urls.Single()}/events";

    public static async Task<HeldReceiver> StartAsync(CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new HeldReceiver(builder.Build());
        receiver._app.Run(receiver.KeepAsync);
        await receiver._app.StartAsync(ct);
        return receiver;
    }

    /// <summary>Answers from now on.</summary>
    public void Answer() => _answers.TrySetResult();

    /// <summary>What came about an order, in order.</summary>
    public IReadOnlyList<ReceivedEvent> Of(long order) => [.. _received.Where(message => message.Order == order)];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task KeepAsync(HttpContext context)
    {
        var message = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted);
        _received.Enqueue(new ReceivedEvent(
            context.Request.Headers["webhook-id"].ToString(),
            message.GetProperty("type").GetString()!,
            message.GetProperty("data").GetProperty("orderId").GetInt64()));
        await _answers.Task.WaitAsync(context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}

internal sealed record ReceivedEvent(string Id, string Type, long Order);
