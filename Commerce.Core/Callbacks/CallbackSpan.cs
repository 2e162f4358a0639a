using System.Diagnostics;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.Core.Callbacks;

/// <summary>Making use of a stored callback, as a trace shows it.</summary>
internal static class CallbackSpan
{
    private const string Queue = "callback_inbox";
    private const string Operation = "apply callback";

    public static Activity? Start(CallbackRecord stored) => OrderSpans.Source.StartActivity(Operation, ActivityKind.Consumer)
        .DescribeMessage(Queue, Operation, stored.Id)
        ?.SetTag(SpanAttributes.Gateway, stored.Gateway)
        .SetTag(SpanAttributes.TransactionKey, stored.TransactionKey);
}
