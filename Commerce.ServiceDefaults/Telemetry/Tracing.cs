using Microsoft.AspNetCore.Http;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>Which spans a process makes, and what each of them goes through before it is exported.</summary>
internal static class Tracing
{
    /// <param name="isProbe">Requests that only ask whether the process lives: they leave no trace.</param>
    public static OpenTelemetryBuilder WithTracing(this OpenTelemetryBuilder telemetry, Func<PathString, bool> isProbe)
    {
        StableDatabaseNames.Choose();
        return telemetry.WithTracing(tracing => tracing
            .AddProcessor(new DropOrphans())
            .AddProcessor(new DescribeStatements())
            .AddProcessor(new MaskTraces())
            .AddSource("Commerce.*", DescribeStatements.Source)
            .AddAspNetCoreInstrumentation(options => options.Filter = context => !isProbe(context.Request.Path))
            .AddHttpClientInstrumentation());
    }
}
