using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Commerce.AppHost.Replicas;

/// <summary>
/// Sends each request to one of the processes that are ready, in turn. What could not be sent to one is sent to the next; what was sent
/// and not answered is cut off, as by the process itself, because nobody knows what became of it.
/// </summary>
internal sealed class Balancer(int port, IReadOnlyList<EndpointReference> replicas, TimeProvider time)
    : IHostedLifecycleService, IAsyncDisposable
{
    private static readonly ForwarderRequestConfig Limits = new() { ActivityTimeout = TimeSpan.FromMinutes(5) };

    private readonly ReadyReplicas _ready = new(replicas, time);
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null, // The caller's trace goes through as it came.
        ConnectTimeout = TimeSpan.FromSeconds(2),
    });

    private WebApplication? _app;

    /// <summary>Before Aspire's own services start, which do not return while anything waits for this.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://localhost:{port}");
        builder.WebHost.ConfigureKestrel(kestrel => (kestrel.AddServerHeader, kestrel.Limits.MaxRequestBodySize) = (false, null));
        builder.Services.AddHttpForwarder();
        _app = builder.Build();
        var forwarder = _app.Services.GetRequiredService<IHttpForwarder>();
        _app.Run(context => ForwardAsync(forwarder, context));
        _ready.Start();
        await _app.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _ready.DisposeAsync();
        await (_app?.DisposeAsync() ?? ValueTask.CompletedTask);
        _client.Dispose();
    }

    private async Task ForwardAsync(IHttpForwarder forwarder, HttpContext context)
    {
        foreach (var address in _ready.InTurn())
        {
            var error = await forwarder.SendAsync(context, address, _client, Limits, HttpTransformer.Default);
            if (error == ForwarderError.None)
            {
                return;
            }

            if (!WasRefused(context))
            {
                context.Abort();
                return;
            }
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "1";
    }

    private static bool WasRefused(HttpContext context) =>
        context.Features.Get<IForwarderErrorFeature>()?.Exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError,
        };
}
