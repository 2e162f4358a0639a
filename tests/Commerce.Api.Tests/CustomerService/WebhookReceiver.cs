using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Commerce.TestHost.Gateways;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Commerce.Api.Tests.CustomerService;

/// <summary>Customer service's own end of the webhook, on a real socket: it answers as it is told and keeps what came.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    /// <summary>Instead of a status: it never answers.</summary>
    public const int Hang = 0;

    private readonly WebApplication _app;
    private readonly int[] _answers;
    private readonly ConcurrentDictionary<string, int> _times = new();

    private WebhookReceiver(WebApplication app, int[] answers) => (_app, _answers) = (app, answers);

    public Uri Address => new(_app.Urls.Single());

    /// <summary>The bodies that came in.</summary>
    public ConcurrentQueue<JsonNode> Received { get; } = new();

    /// <summary>Called with each body, before the answer.</summary>
    public Action OnReceived { get; set; } = () => { };

    /// <param name="answers">
    /// The statuses of its first answers to each message, for other tests have cases too; after them it says 200.
    /// </param>
    public static async Task<WebhookReceiver> StartAsync(params int[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build(), answers);
        receiver._app.Run(receiver.KeepAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task KeepAsync(HttpContext context)
    {
        var message = (await JsonSerializer.DeserializeAsync<JsonNode>(context.Request.Body, cancellationToken: context.RequestAborted))!;
        Received.Enqueue(message);
        OnReceived();
        var time = _times.AddOrUpdate(message.ToJsonString(), 1, (_, times) => times + 1);
        var status = time <= _answers.Length ? _answers[time - 1] : StatusCodes.Status200OK;
        if (status == Hang)
        {
            await ScriptedPg.Hang(context);
        }

        context.Response.StatusCode = status;
    }
}
