using System.Collections.Concurrent;
using Aspire.Hosting;
using Commerce.AppHost.Dashboard;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Commerce.AppHost.Tests.Dashboard;

public sealed class ServiceLogsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("commerce-logs-").FullName;
    private readonly ConcurrentQueue<string> _console = [];

    [Fact]
    public async Task What_the_dashboard_complains_of_is_in_its_file_and_not_on_the_console()
    {
        await using var app = Build();

        Log(app, "Aspire.Hosting.Dashboard.Model.DashboardClient", "Error loading data from the resource service.", new TimeoutException(
            "after 5 s"));

        Assert.Empty(_console);
        await using var file = File.Open(
            Path.Combine(_folder, "aspire-dashboard.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var line = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT[\d:.]+Z Error Aspire\.Hosting\.Dashboard\.Model\.DashboardClient: Error loading data ", line);
        Assert.Contains("TimeoutException: after 5 s", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Aspire_itself_complains_of_is_on_the_console()
    {
        await using var app = Build();

        Log(app, "Aspire.Hosting.DistributedApplication", "The dashboard did not become healthy.");

        Assert.Equal(["The dashboard did not become healthy."], _console);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Log(DistributedApplication app, string category, string text, Exception? exception = null) =>
        app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category).Log(
            LogLevel.Error, default, text, exception, (said, _) => said);

    private DistributedApplication Build()
    {
        var builder = DistributedApplication.CreateBuilder([$"--{StackKeys.Logs}={_folder}"]);
        builder.AddServiceLogs(isDemo: false);
        builder.Services.AddSingleton(_console);
        builder.Services.AddLogging(logging => logging
            .AddConsole(console => console.FormatterName = nameof(ConsoleRecorder))
            .AddConsoleFormatter<ConsoleRecorder, ConsoleFormatterOptions>());
        return builder.Build();
    }

    private sealed class ConsoleRecorder(ConcurrentQueue<string> console) : ConsoleFormatter(nameof(ConsoleRecorder))
    {
        public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter) =>
            console.Enqueue(logEntry.Formatter(logEntry.State, logEntry.Exception));
    }
}
