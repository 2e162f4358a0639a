using System.Diagnostics.Metrics;

namespace Commerce.Core.Payments;

/// <summary>What the payment side counts.</summary>
internal static class PaymentTelemetry
{
    private static readonly Meter Meter = new("Commerce.Payments");

    private static readonly Counter<long> Callbacks =
        Meter.CreateCounter<long>("commerce.callbacks", description: "Callbacks received, by gateway and by what became of them.");

    public static void CountCallback(string gateway, string outcome) =>
        Callbacks.Add(1, new KeyValuePair<string, object?>("gateway", gateway), new KeyValuePair<string, object?>("outcome", outcome));
}
