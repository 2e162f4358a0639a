using System.Diagnostics;
using Commerce.Core.Outbox;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.Core.Delivery;

/// <summary>The trace of one try to deliver a message, named after what is to happen.</summary>
internal static class OutboxSpan
{
    private const string Queue = "outbox";

    public static RootSpan Start(OutboxMessage message)
    {
        var operation = message.Kind switch
        {
            OutboxKind.VoidPayment => "void payment",
            OutboxKind.NotifyCase => "notify case",
            _ => throw new ArgumentOutOfRangeException(nameof(message), message.Kind, null),
        };
        var root = OrderSpans.StartRoot(operation, ActivityKind.Consumer, message.TraceParent);
        root.Span.DescribeMessage(Queue, operation, message.Id);
        return root;
    }
}
