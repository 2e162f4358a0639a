using Commerce.TestHost;

namespace Commerce.IntegrationTests.Secrets;

/// <summary>A shop whose processes log everything of their own and of the PG's client, and send all telemetry out.</summary>
public sealed class TalkativeShop : Shop
{
    private static readonly string[] Services = [StackResources.Api, StackResources.Worker, StackResources.PgSimulator];

    // Below Warning ASP.NET Core repeats every address as it was sent, EF Core and MySqlConnector every statement: off by default.
    private static readonly string[] Talkative = ["Default", "Commerce", "System.Net.Http.HttpClient", "Polly"];

    internal OtlpReceiver Collector { get; private set; } = null!;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Collector.DisposeAsync();
    }

    protected override async ValueTask<CommerceStackOptions> OptionsAsync()
    {
        Collector = await OtlpReceiver.StartAsync();
        var options = await base.OptionsAsync();
        foreach (var service in Services)
        {
            options
                .With(service, "OTEL_EXPORTER_OTLP_ENDPOINT", Collector.Address.ToString())
                .With(service, "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .With(service, "OTEL_SERVICE_NAME", service)
                .With(service, "OTEL_METRIC_EXPORT_INTERVAL", "500")
                .With(service, "OTEL_BSP_SCHEDULE_DELAY", "200")
                .With(service, "OTEL_BLRP_SCHEDULE_DELAY", "200")
                .With(service, "OTEL_METRICS_EXEMPLAR_FILTER", "trace_based");
            foreach (var category in Talkative)
            {
                options.With(service, $"Logging__LogLevel__{category}", "Trace");
            }
        }

        return options;
    }
}
