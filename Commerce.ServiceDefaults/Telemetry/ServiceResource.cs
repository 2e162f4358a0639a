using System.Reflection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>What every span, metric and log record says of the process that it comes from.</summary>
internal static class ServiceResource
{
    public static OpenTelemetryBuilder WithServiceResource(this OpenTelemetryBuilder telemetry, IHostEnvironment environment) =>
        telemetry.ConfigureResource(resource => resource
            .AddAttributes(
            [
                new("service.name", environment.ApplicationName),
                new("service.version", Version()),
                new("service.instance.id", Guid.NewGuid().ToString()),
                new("deployment.environment.name", environment.EnvironmentName.ToLowerInvariant()),
            ])
            .AddEnvironmentVariableDetector()); // Whoever operates the process has the last word.

    private static string Version() =>
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
