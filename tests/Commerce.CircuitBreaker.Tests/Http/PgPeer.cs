using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Commerce.CircuitBreaker.Tests.Http;

/// <summary>A real web server that stands in for the gateway and answers as the test says.</summary>
internal sealed class PgPeer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _requests = new();

    private PgPeer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(async context =>
        {
            _requests.Enqueue(context.Request.Path);
            await Answer(context);
        });
    }

    /// <summary>What the next requests get. Default: 200.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    /// <summary>How many requests have reached the server.</summary>
    public int Requests => _requests.Count;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<PgPeer> StartAsync(CancellationToken ct)
    {
        var peer = new PgPeer();
        await peer._app.StartAsync(ct);
        return peer;
    }

    public void AnswerWith(int status) => Answer = context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
