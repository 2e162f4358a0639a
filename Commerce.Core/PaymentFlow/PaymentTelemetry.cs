using System.Diagnostics.Metrics;
using Commerce.Core.Gateways;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;

namespace Commerce.Core.PaymentFlow;

/// <summary>What becomes of payments, counted when it is committed.</summary>
public sealed class PaymentTelemetry
{
    private readonly Counter<long> _moves;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _voids;

    public PaymentTelemetry(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create(GatewayTelemetry.Name);
        _moves = meter.CreateCounter<long>("commerce.payments.moves", "{payment}", "Payments that entered a state, by the state.");
        _duration = meter.CreateHistogram<double>(
            "commerce.payment.duration", "s", "From placing the order until its payment was known to have succeeded or failed.",
            advice: new InstrumentAdvice<double>
            {
                // A PG decides in 1 to 5 s; looks come after 10 s and then ever more slowly, up to every 10 min.
                HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2, 3, 5, 7.5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 21600],
            });
        _voids = meter.CreateCounter<long>(
            "commerce.voids", "{attempt}", "Attempts to give the money of a payment back, by how they ended.");
        StartAtZero();
    }

    internal void CountMove(PaymentStatus entered) => _moves.Add(1, StateTag(entered));

    /// <summary>The payment is known to have succeeded or failed.</summary>
    internal void CountEnd(PaymentStatus entered, PaymentMethod method, TimeSpan sincePlaced) => _duration.Record(
        sincePlaced.TotalSeconds, StateTag(entered), new("commerce.payment.method", EnumNameColumn<PaymentMethod>.NameOf(method)));

    /// <param name="done">The PG's books say that the money went back.</param>
    internal void CountVoid(bool done) =>
        _voids.Add(1, new KeyValuePair<string, object?>("commerce.void.outcome", done ? "DONE" : "NOT_YET"));

    // Without it the first move into a state would be no rise to Prometheus.
    private void StartAtZero()
    {
        foreach (var state in Enum.GetValues<PaymentStatus>())
        {
            _moves.Add(0, StateTag(state));
        }

        foreach (var outcome in new[] { "DONE", "NOT_YET" })
        {
            _voids.Add(0, new KeyValuePair<string, object?>("commerce.void.outcome", outcome));
        }
    }

    private static KeyValuePair<string, object?> StateTag(PaymentStatus state) =>
        new("commerce.payment.state", EnumNameColumn<PaymentStatus>.NameOf(state));
}
