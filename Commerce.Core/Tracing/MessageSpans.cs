using System.Diagnostics;
using System.Globalization;

namespace Commerce.Core.Tracing;

/// <summary>The attributes that OpenTelemetry's conventions for messaging want: our queues are tables.</summary>
internal static class MessageSpans
{
    /// <param name="queue">The table.</param>
    public static Activity? DescribeMessage(this Activity? span, string queue, string operation, long messageId) => span?
        .SetTag("messaging.system", "mysql")
        .SetTag("messaging.destination.name", queue)
        .SetTag("messaging.operation.type", "process")
        .SetTag("messaging.operation.name", operation)
        .SetTag("messaging.message.id", messageId.ToString(CultureInfo.InvariantCulture));
}
