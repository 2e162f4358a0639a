using System.Diagnostics;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.Core.Callbacks;

/// <summary>Making use of a stored callback, as a trace shows it.</summary>
internal static class CallbackSpan
{
    private const string Queue = "callback_inbox";
    private const string Operation = "apply callback";

    public static Activity? Start(CallbackRecord record) => OrderSpans.Source.StartActivity(Operation, ActivityKind.Consumer)
        ?.SetTag(SpanAttributes.Gateway, record.Gateway)
        .SetTag(SpanAttributes.TransactionKey, record.TransactionKey);

    /// <summary>Says which row it is about, once that has its id.</summary>
    public static void Describe(this Activity? span, CallbackRecord stored) => span.DescribeMessage(Queue, Operation, stored.Id);
}
