using System.Diagnostics;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.Core.CustomerService;

internal static class CaseSpans
{
    /// <summary>Says of the current span which case it is about, and of whose order.</summary>
    public static void Describe(CustomerServiceCase opened)
    {
        Activity.Current?.SetTag(SpanAttributes.CaseId, opened.Id).SetTag(SpanAttributes.CaseReason, opened.Reason.ToString());
        if (opened.OrderId is { } orderId)
        {
            OrderSpans.Tag(orderId, opened.PaymentId);
        }
    }
}
