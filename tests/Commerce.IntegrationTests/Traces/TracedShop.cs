using Aspire.Hosting;
using Commerce.IntegrationTests.Secrets;
using Commerce.TestHost;
using Dapper;

namespace Commerce.IntegrationTests.Traces;

/// <summary>A shop whose processes send their telemetry to the test. Before anybody orders, it has listened for a while.</summary>
public sealed class TracedShop : Shop
{
    private static readonly string[] Services = [StackResources.Api, StackResources.Worker, StackResources.PgSimulator];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Listening = TimeSpan.FromSeconds(20);

    private OtlpReceiver _collector = null!;

    /// <summary>What came while the processes started.</summary>
    internal IReadOnlyList<OtlpSpan> AtStart { get; private set; } = [];

    /// <summary>What came afterwards, for a while, when nobody did anything.</summary>
    internal IReadOnlyList<OtlpSpan> WhileIdle { get; private set; } = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await UntilBooksAreComparedAsync();
        await UntilQuietAsync();
        AtStart = Spans();
        // That nothing comes shows only by waiting.
        await Task.Delay(Listening, TimeProvider.System, TestContext.Current.CancellationToken);
        WhileIdle = [.. Spans().Skip(AtStart.Count)];
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _collector.DisposeAsync();
    }

    /// <summary>All spans so far, in the order in which they came.</summary>
    internal IReadOnlyList<OtlpSpan> Spans() => [.. _collector.Bodies("/v1/traces").SelectMany(OtlpSpan.Read)];

    internal IReadOnlyList<OtlpLogLine> LogLines() => [.. _collector.Bodies("/v1/logs").SelectMany(OtlpLogLine.Read)];

    /// <summary>Waits for a span, or for a log line.</summary>
    internal static async Task<T> UntilAsync<T>(Func<IEnumerable<T>> read, Func<T, bool> isWanted, string wanted)
        where T : class
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = read().ToList();
            if (seen.Find(one => isWanted(one)) is { } found)
            {
                return found;
            }

            if (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"There is no {wanted} among\n{string.Join('\n', seen)}");
            }

            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for the span of that name and of that order.</summary>
    internal Task<OtlpSpan> SpanAsync(string name, long orderId) =>
        UntilAsync(Spans, span => span.Name == name && span["commerce.order.id"] == $"{orderId}", $"{name} of order {orderId}");

    /// <summary>Runs the dashboard's command.</summary>
    internal async Task PlaceByCommandAsync(int count, string card)
    {
        InteractionInput[] arguments =
        [
            new() { Name = "count", InputType = InputType.Text, Value = $"{count}" },
            new() { Name = "card", InputType = InputType.Text, Value = card },
        ];
        var result = await Stack.App.ResourceCommands.ExecuteCommandAsync(
            StackResources.Api, "place-orders", new InteractionInputCollection(arguments), TestContext.Current.CancellationToken);
        Assert.True(result.Success, result.Message);
    }

    protected override async ValueTask<CommerceStackOptions> OptionsAsync()
    {
        _collector = await OtlpReceiver.StartAsync();
        var options = await base.OptionsAsync();
        foreach (var service in Services)
        {
            options
                .With(service, "OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Address.ToString())
                .With(service, "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .With(service, "OTEL_SERVICE_NAME", service)
                .With(service, "OTEL_BSP_SCHEDULE_DELAY", "100")
                .With(service, "OTEL_BLRP_SCHEDULE_DELAY", "100");
        }

        return options
            .With(StackResources.Worker, "Recovery__LongestGap", "00:10:00")
            .With(StackResources.Worker, "Recovery__StaleAfter", "00:00:02")
            .With(StackResources.Worker, "Recovery__SweepInterval", "00:00:01");
    }

    // The longest of what the worker does at its start: yesterday's books, with each of the two gateways.
    private async Task UntilBooksAreComparedAsync()
    {
        await using var database = await OpenDatabaseAsync();
        await ReadUntilAsync(
            () => database.ExecuteScalarAsync<string?>(
                "SELECT COUNT(*) FROM reconciliation_runs WHERE daily_day IS NOT NULL AND ended_at IS NOT NULL"),
            "2");
    }

    // What else the processes do at their start comes to an end.
    private async Task UntilQuietAsync()
    {
        var start = TimeProvider.System.GetTimestamp();
        var (count, since) = (-1, start);
        while (TimeProvider.System.GetElapsedTime(since) < Quiet && TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            if (Spans().Count is var now && now != count)
            {
                (count, since) = (now, TimeProvider.System.GetTimestamp());
            }

            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
