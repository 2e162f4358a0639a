using System.Diagnostics;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.Core.Tracing;

/// <summary>The spans of the use cases, and how those of an order are found.</summary>
internal static class OrderSpans
{
    public static readonly ActivitySource Source = new("Commerce.Core");

    /// <summary>Starts a step of what is being done.</summary>
    public static Activity? Start(string name) => Source.StartActivity(name);

    /// <summary>
    /// Starts what is done about an order when nobody waits for it: a trace of its own that leads to those that caused it.
    /// </summary>
    public static RootSpan StartRoot(string name, ActivityKind kind, params ReadOnlySpan<string?> causes) =>
        RootSpan.Start(Source, name, kind, causes);

    /// <summary>
    /// Says which order the current span is about, and likewise of the spans around it in this process, up to that of the request. Only
    /// for what was found in the database: what a stranger asks for may be anything.
    /// </summary>
    public static void Tag(long orderId, long? paymentId = null, string? transactionKey = null)
    {
        for (var span = Activity.Current; span is not null; span = span.Parent)
        {
            span.SetTag(SpanAttributes.OrderId, orderId);
            SetIfKnown(span, SpanAttributes.PaymentId, paymentId);
            SetIfKnown(span, SpanAttributes.TransactionKey, transactionKey);
        }
    }

    private static void SetIfKnown(Activity span, string name, object? value)
    {
        if (value is not null)
        {
            span.SetTag(name, value);
        }
    }
}
