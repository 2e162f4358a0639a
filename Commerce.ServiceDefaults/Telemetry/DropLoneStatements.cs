using System.Diagnostics;
using OpenTelemetry;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>
/// Drops database spans that belong to nothing: a statement without a request or a piece of work around it is a timer looking for
/// some, a gauge being read or a process starting, and would bury the traces that tell something.
/// </summary>
internal sealed class DropLoneStatements : BaseProcessor<Activity>
{
    public override void OnStart(Activity data)
    {
        if (data.Source.Name == DescribeStatements.Source && data.ParentSpanId == default)
        {
            data.IsAllDataRequested = false;
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
