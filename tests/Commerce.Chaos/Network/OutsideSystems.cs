using System.Collections.Concurrent;
using System.Text.Json;
using Commerce.TestHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Commerce.Chaos.Network;

/// <summary>
/// Who else hears of the shop, each behind a relay: a system that is told of completed orders by webhooks, and the collector of telemetry.
/// </summary>
internal sealed class OutsideSystems : IAsyncDisposable
{
    public const string Event = "order.completed";

    private readonly ConcurrentDictionary<long, bool> _completed = [];
    private readonly WebApplication _app;

    private OutsideSystems(WebApplication app, int port)
    {
        (_app, Receiver, Collector) = (app, Relay.To(port), Relay.To(port));
        _app.MapPost("/webhook", TakeAsync);
        _app.MapFallback(() => Results.Bytes([], "application/x-protobuf")); // To those who send telemetry it means: taken.
    }

    public Relay Receiver { get; }

    public Relay Collector { get; }

    /// <summary>Where the webhook leads to.</summary>
    public Uri WebhookAddress => new($"http://127.0.0.1:{Receiver.Port}/webhook");

    public static async Task<OutsideSystems> StartAsync(CancellationToken ct)
    {
        var port = FreePort.Next();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var systems = new OutsideSystems(builder.Build(), port);
        await systems._app.StartAsync(ct);
        return systems;
    }

    /// <summary>Whether it was told that the order is complete.</summary>
    public bool KnowsOf(long orderId) => _completed.ContainsKey(orderId);

    /// <summary>Has the services speak to these systems, and soon again when they were not heard.</summary>
    public void AddTo(CommerceStackOptions options)
    {
        foreach (var service in StackResources.Services)
        {
            options.With(service, "OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{Collector.Port}/")
                .With(service, "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        }

        foreach (var service in new[] { StackResources.Api, StackResources.Worker })
        {
            options.With(service, "Webhooks__AllowHttp", "true").With(service, "Webhooks__AllowedNetworks__0", "127.0.0.0/8");
        }

        options.With(StackResources.Worker, "Webhooks__FirstGap", "00:00:00.5")
            .With(StackResources.Worker, "Webhooks__LongestGap", "00:00:02")
            .With(StackResources.Worker, "Webhooks__BreakerOpens", "00:00:01")
            .With(StackResources.Worker, "Webhooks__TimeLimit", "00:00:02")
            .With(StackResources.Worker, "Webhooks__Lease", "00:00:20");
    }

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        await Collector.DisposeAsync();
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        var message = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted);
        _completed[message.GetProperty("data").GetProperty("orderId").GetInt64()] = true;
    }
}
