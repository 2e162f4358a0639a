using System.Diagnostics;
using OpenTelemetry;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>
/// Drops spans that would stand alone. A statement without a request or a piece of work around it is a timer looking for some, a gauge
/// being read or a process starting. What is under a span that is not recorded, as of a poll or a health check, would have no parent;
/// not every sampler looks at that: <c>always_on</c> does not.
/// </summary>
internal sealed class DropOrphans : BaseProcessor<Activity>
{
    public override void OnStart(Activity data)
    {
        var isLoneStatement = data.Source.Name == DescribeStatements.Source && data.ParentSpanId == default;
        if (isLoneStatement || data.Parent is { Recorded: false })
        {
            data.IsAllDataRequested = false;
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
