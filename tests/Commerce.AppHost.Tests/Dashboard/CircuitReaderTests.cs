using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Commerce.AppHost.Dashboard;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.AppHost.Tests.Dashboard;

/// <summary>
/// The reader at a process of ours whose breaker does as it is told. Its clock is the test's, so that no busy machine decides.
/// </summary>
public sealed class CircuitReaderTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(1);

    private readonly int _port = StackPorts.AnyFree();
    private readonly HttpListener _service = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private volatile string _state = "CLOSED";
    private volatile string? _trace;

    [Fact]
    public async Task A_row_changes_within_a_second_of_its_breaker_and_reading_it_leaves_no_trace()
    {
        _service.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _service.Start();
        _ = AnswerAsync();
        await using var app = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true }).Build();
        var process = new ProjectResource("commerce-api");
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, name: "http", uriScheme: "http");
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "127.0.0.1", _port);
        process.Annotations.Add(endpoint);
        var circuit = new CircuitResource("api-pg-payments", "pg-payments", process);
        var following = new CircuitReader(new OperatorClient(process), [circuit], _time).FollowAsync(new InitializeResourceEvent(
            process, null!, app.Services.GetRequiredService<ResourceLoggerService>(), app.ResourceNotifications, app.Services));

        foreach (var state in new[] { "CLOSED", "OPEN", "HALF_OPEN", "CLOSED" })
        {
            _state = state;
            _time.Advance(Second);
            await app.ResourceNotifications.WaitForResourceAsync(circuit.Name, e => e.Snapshot.State?.Text == state, _ct)
                .WaitAsync(HangGuard, _ct);
        }

        Assert.EndsWith("-00", _trace, StringComparison.Ordinal); // Not sampled.
        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await following.WaitAsync(HangGuard, _ct);
    }

    public void Dispose() => _service.Close();

    private async Task AnswerAsync()
    {
        while (_service.IsListening)
        {
            var context = await _service.GetContextAsync();
            _trace = context.Request.Headers["traceparent"];
            await JsonSerializer.SerializeAsync(context.Response.OutputStream,
                new { data = new[] { new { name = "pg-payments", state = _state, since = DateTime.UnixEpoch } } });
            context.Response.Close();
        }
    }
}
