using Microsoft.Extensions.Configuration;

namespace Commerce.AppHost.Dashboard;

/// <summary>The ports of Aspire's dashboard. Aspire itself, when one is taken, waits without a word.</summary>
internal static class DashboardPorts
{
    public static readonly (string Key, string What)[] Addresses =
    [
        ("ASPNETCORE_URLS", "the dashboard"),
        ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "the dashboard's telemetry"),
        ("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "the dashboard's telemetry over HTTP"),
        ("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "the dashboard's resources"),
    ];

    /// <summary>Whether this run has a dashboard: tests and publishing have none.</summary>
    public static bool AreUsed(IConfiguration configuration) => configuration["AppHost:ResourceService:AuthMode"] is not null;

    /// <summary>Waits for those that an earlier run of this AppHost still holds.</summary>
    /// <exception cref="SetupException">Somebody else has one of them.</exception>
    public static async Task EnsureFreeAsync(IConfiguration configuration, PortMarks marks)
    {
        if (!AreUsed(configuration))
        {
            return;
        }

        foreach (var (key, what) in Addresses)
        {
            var port = PortOf(configuration[key]);
            await (port == 0 ? Task.CompletedTask : marks.TakeAsync(port, StackPorts.IsFree));
            if (port > 0 && !StackPorts.IsFree(port))
            {
                throw new SetupException(
                    $"Port {port} for {what} is taken by another process. Choose another one: dotnet run --project Commerce.AppHost -- "
                    + $"--{key}=http://localhost:{StackPorts.AnyFree()}");
            }
        }
    }

    private static int PortOf(string? addresses) =>
        Uri.TryCreate(addresses?.Split(';')[0], UriKind.Absolute, out var address) ? address.Port : 0;
}
