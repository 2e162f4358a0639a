using System.Text.Json;
using Commerce.ServiceDefaults.Operators;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Commerce.ServiceDefaults.Health;

/// <summary>
/// Writes a health report as JSON: the overall status for everybody, and each check with what it has to tell for whom
/// <c>Operator:Details</c> lets read it.
/// </summary>
internal static class HealthReportJson
{
    public static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        var status = report.Status.ToString();
        object body = await OperatorAccess.MaySeeDetailsAsync(context)
            ? new { status, checks = report.Entries.ToDictionary(entry => entry.Key, entry => Describe(entry.Value)) }
            : new { status };
        await context.Response.WriteAsJsonAsync(body, Json, context.RequestAborted);
    }

    private static object Describe(HealthReportEntry check) => new
    {
        status = check.Status.ToString(),
        description = check.Description,
        data = check.Data.Count == 0 ? null : check.Data,
    };

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };
}
