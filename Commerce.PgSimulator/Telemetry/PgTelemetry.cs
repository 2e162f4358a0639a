using System.Diagnostics;
using System.Diagnostics.Metrics;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.PgSimulator.Telemetry;

/// <summary>What the gateway tells about itself. Keys and counts only; never a card number or a body.</summary>
internal static class PgTelemetry
{
    private const string Name = "Commerce.PgSimulator";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Requests =
        Meter.CreateCounter<long>("pg.payment.requests", "{request}", "Payment requests, by what went wrong with the answer.");

    private static readonly Counter<long> Concluded =
        Meter.CreateCounter<long>("pg.payment.concluded", "{payment}", "Payments concluded.");

    private static readonly Counter<long> Callbacks =
        Meter.CreateCounter<long>("pg.callbacks", "{attempt}", "Callback attempts, by whether the merchant agreed.");

    /// <summary>Starts what is done about a payment later, in the trace of the request that asked for it.</summary>
    /// <param name="traceParent">Where the request was in its trace; null: it had none, so the span belongs to whatever is current.</param>
    /// <param name="start">When it began; default: now.</param>
    public static Activity? Continue(string name, string? traceParent, DateTimeOffset start = default)
    {
        var batch = TraceLink.Current;
        var span = Source.StartActivity(name, ActivityKind.Internal, traceParent, startTime: start);
        span.LinkTo(batch);
        return span;
    }

    /// <summary>Says which payment the span is about.</summary>
    public static Activity? Tag(this Activity? span, string transactionKey, string orderId) =>
        span?.SetTag(SpanAttributes.TransactionKey, transactionKey).SetTag(SpanAttributes.PgOrderId, orderId);

    /// <param name="fault">What went wrong with the answer, or <c>None</c>.</param>
    public static void CountRequest(string fault) => Requests.Add(1, new KeyValuePair<string, object?>("pg.fault", fault));

    public static void CountConcluded(int payments) => Concluded.Add(payments);

    public static void CountCallback(bool agreed) => Callbacks.Add(1, new KeyValuePair<string, object?>("pg.callback.agreed", agreed));
}
