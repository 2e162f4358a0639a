using System.Diagnostics;
using System.Diagnostics.Metrics;
using Commerce.PgSimulator.Faults;

namespace Commerce.PgSimulator;

/// <summary>What the gateway tells about itself. Keys and counts only; never a card number or a body.</summary>
internal static class Telemetry
{
    private const string Name = "Commerce.PgSimulator";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Requests =
        Meter.CreateCounter<long>("pg.payment.requests", "{request}", "Payment requests, by what went wrong with the answer.");

    private static readonly Counter<long> Concluded =
        Meter.CreateCounter<long>("pg.payment.concluded", "{payment}", "Payments concluded.");

    private static readonly Counter<long> Callbacks =
        Meter.CreateCounter<long>("pg.callbacks", "{attempt}", "Callback attempts, by whether the merchant agreed.");

    /// <summary>The sending of a callback, in the trace of the request that it answers.</summary>
    public static Activity? StartCallback(string? traceParent) => Source.StartActivity("callback", ActivityKind.Internal, traceParent);

    public static void CountRequest(AnswerFault fault) => Requests.Add(1, new KeyValuePair<string, object?>("pg.fault", fault));

    public static void CountConcluded(int payments) => Concluded.Add(payments);

    public static void CountCallback(bool agreed) => Callbacks.Add(1, new KeyValuePair<string, object?>("pg.callback.agreed", agreed));
}
