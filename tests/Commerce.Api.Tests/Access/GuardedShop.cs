extern alias CommerceApi;

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Client;
using Commerce.TestHost.Gateways;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Commerce.Api.Tests.Access;

/// <summary>An API on the database of <see cref="RunningApi"/> that is not open to everybody as a newcomer's is.</summary>
public abstract class GuardedShop(RunningApi api) : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, HttpClient> _clients = [];
    private ScriptedPg? _pg;
    private WebApplicationFactory<CommerceApi::Program>? _shop;

    public RunningApi Api { get; } = api;

    /// <summary>Everything that it has logged, however small.</summary>
    public FakeLogCollector Log => _shop!.Services.GetFakeLogCollector();

    public IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. _shop!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        if (!Api.HasServer)
        {
            return;
        }

        _pg = await ScriptedPg.StartAsync();
        _shop = new ApiFactory(await Api.ConnectionStringAsync(), _pg.Address).WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Trace");
            builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFakeLogging());
            Guard(builder);
        });
        _shop.UseKestrel();
        _shop.StartServer();
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await (_shop?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_pg?.DisposeAsync() ?? ValueTask.CompletedTask);
        GC.SuppressFinalize(this);
    }

    /// <param name="from">The address at this end of the connection; each in 127.0.0.0/8 is one of this machine's.</param>
    public async Task<Answer> SendAsync(
        string method, string path, string? body = null, string from = "127.0.0.1", params (string Name, string Value)[] headers)
    {
        using var response = await RespondAsync(method, path, body, from, headers);
        return await Answer.ReadAsync(response, Ct);
    }

    public async Task<HttpResponseMessage> RespondAsync(
        string method, string path, string? body = null, string from = "127.0.0.1", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await ClientFrom(from).SendAsync(request, Ct);
    }

    /// <summary>The port that it listens on.</summary>
    public int Port => _shop!.ClientOptions.BaseAddress.Port;

    protected abstract void Guard(IWebHostBuilder builder);

    // Where there is no server the API's own client skips the test and says why.
    private HttpClient ClientFrom(string address) => _shop is null ? Api.Client : _clients.GetOrAdd(address, from => new HttpClient(
        new SocketsHttpHandler { ConnectCallback = (to, ct) => ConnectAsync(from, to.DnsEndPoint, ct) })
    {
        BaseAddress = _shop.ClientOptions.BaseAddress,
    });

    private static async ValueTask<Stream> ConnectAsync(string from, DnsEndPoint to, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, to.Port, ct);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
