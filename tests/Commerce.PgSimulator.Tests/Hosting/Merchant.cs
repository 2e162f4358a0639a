using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.PgSimulator.Tests.Hosting;

/// <summary>A merchant who listens for callbacks on a port of his own, keeps each as it came, and answers as he is told.</summary>
public sealed class Merchant : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Channel<Callback>> _received = new();
    private readonly ConcurrentDictionary<string, int> _attempts = new();
    private WebApplication? _app;

    /// <summary>The status of the answers, by how many callbacks have come to that address, this one included.</summary>
    public Func<int, int> Answer { get; set; } = _ => StatusCodes.Status200OK;

    /// <summary>Until this is done he reads callbacks and answers none. One that has come keeps what held when it came.</summary>
    public Task ReadyToAnswer { get; set; } = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.MapPost("/callback/{mailbox}", ReceiveAsync);
        _app.MapGet("/callback/{mailbox}", context => context.Response.WriteAsync("Thank you.")); // For a buyer who comes back.
        await _app.StartAsync();
    }

    public string Address =>
        _app!.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    /// <summary>A callback address of its own for one payment, so that payments do not read each other's callbacks.</summary>
    public string CallbackUrl(string mailbox) => $"{Address}/callback/{mailbox}";

    /// <summary>The next callback to that address; waits for it.</summary>
    public async Task<Callback> NextAsync(string mailbox)
    {
        using var patience = new CancellationTokenSource(Patience);
        return await Mailbox(mailbox).Reader.ReadAsync(patience.Token);
    }

    /// <summary>How many callbacks have come and were not read.</summary>
    public int Unread(string mailbox) => Mailbox(mailbox).Reader.Count;

    public async ValueTask DisposeAsync() => await _app!.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context, string mailbox)
    {
        var ready = ReadyToAnswer;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        context.Response.StatusCode = Answer(_attempts.AddOrUpdate(mailbox, 1, (_, before) => before + 1));
        Mailbox(mailbox).Writer.TryWrite(new Callback(headers, body.ToArray(), TimeProvider.System.GetTimestamp()));
        await ready.WaitAsync(context.RequestAborted);
    }

    private Channel<Callback> Mailbox(string name) => _received.GetOrAdd(name, _ => Channel.CreateUnbounded<Callback>());
}

/// <summary>A callback as it came over the wire.</summary>
/// <param name="At">When it came: a timestamp of the system's <see cref="TimeProvider"/>.</param>
public sealed record Callback(IReadOnlyDictionary<string, string> Headers, byte[] Body, long At)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}
