using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Commerce.AppHost.Dashboard;

/// <summary>Keeps the console for what the user has to know; what the services print is in files and in the dashboard.</summary>
internal static class ServiceLogsExtensions
{
    /// <param name="isDemo">The demo draws on the console, so nothing else is printed there unless it is asked for.</param>
    /// <exception cref="SetupException">A setting is wrong.</exception>
    public static ServiceLogs AddServiceLogs(this IDistributedApplicationBuilder builder, bool isDemo)
    {
        var logs = new ServiceLogs(
            FolderOf(builder), Parse(builder.Configuration[StackKeys.Console]) ?? (isDemo ? ConsoleOutput.None : ConsoleOutput.Warnings));
        builder.Services.AddSingleton<ILoggerProvider>(_ => logs);
        var services = builder.Environment.ApplicationName + ServiceLogs.Marker.TrimEnd('.');
        builder.Services.AddLogging(logging => logging
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter(services, LogLevel.Information)
            .AddFilter<ConsoleLoggerProvider>(services, LogLevel.None)
            .AddFilter<ConsoleLoggerProvider>(ServiceLogs.DashboardCategory, LogLevel.Critical)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Error)
            // Of what has not started yet; the dashboard shows it.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)); // Of a start that Ctrl-C ends.
        return logs;
    }

    private static ConsoleOutput? Parse(string? text) => text?.ToLowerInvariant() switch
    {
        null or "" => null,
        "warnings" => ConsoleOutput.Warnings,
        "all" => ConsoleOutput.All,
        "none" => ConsoleOutput.None,
        _ => throw new SetupException($"{StackKeys.Console} is '{text}': it must be warnings, all or none."),
    };

    private static string FolderOf(IDistributedApplicationBuilder builder)
    {
        var given = builder.Configuration[StackKeys.Logs];
        var path = Path.GetFullPath(
            string.IsNullOrWhiteSpace(given) ? Path.Combine(builder.AppHostDirectory, "..", ".data", "logs") : given);
        try
        {
            Directory.CreateDirectory(path);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"{StackKeys.Logs} is '{path}': it must be a folder that can be written to. {e.Message}", e);
        }
    }
}
