using System.Diagnostics;
using OpenTelemetry;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>
/// Names database spans after what they do, as the semantic conventions want it, and sees to it that none carries the connection
/// string or the user, whatever the connection was opened with.
/// </summary>
internal sealed class DescribeStatements : BaseProcessor<Activity>
{
    public const string Source = "MySqlConnector";

    private static readonly string[] NotOnSpans = ["db.connection_string", "db.user"];

    public override void OnEnd(Activity data)
    {
        if (data.Source.Name != Source)
        {
            return;
        }

        foreach (var attribute in NotOnSpans)
        {
            data.SetTag(attribute, null);
        }

        if (data.GetTagItem("db.query.text") is string text && StatementSummary.Of(text) is { Length: > 0 } summary)
        {
            data.SetTag("db.query.summary", summary);
            data.DisplayName = summary;
        }
        else if (data.GetTagItem("db.operation.name") is string operation)
        {
            data.DisplayName = $"{operation} {data.GetTagItem("db.namespace")}".TrimEnd();
        }
    }
}
