using System.Diagnostics;

namespace Commerce.ServiceDefaults.Telemetry;

public static class SpanFailure
{
    /// <summary>Marks the span as failed by the exception's type: its message may repeat what others sent, or name an account.</summary>
    public static void Fail(this Activity? span, Exception e) =>
        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", e.GetType().FullName);
}
