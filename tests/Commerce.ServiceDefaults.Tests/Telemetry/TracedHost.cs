using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Commerce.ServiceDefaults.Tests.Telemetry;

/// <summary>A process with the defaults whose spans are kept in memory, and a source of its own that no other test uses.</summary>
internal sealed class TracedHost : IDisposable
{
    private readonly List<Activity> _exported = [];
    private readonly List<(string? Message, string Exception)> _logged = [];
    private readonly IHost _host;
    private readonly TracerProvider _provider;

    public TracedHost(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings
        {
            ApplicationName = "Commerce.Example",
            EnvironmentName = "Staging",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.AddServiceDefaults();
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddInMemoryExporter(_exported));
        builder.Logging.AddOpenTelemetry(logging => logging.AddProcessor(new SimpleLogRecordExportProcessor(new LogExporter(_logged))));
        _host = builder.Build();
        _provider = _host.Services.GetRequiredService<TracerProvider>();
    }

    /// <summary>The product's own spans.</summary>
    public ActivitySource Own { get; } = new($"Commerce.Tests.{Guid.NewGuid():N}");

    /// <summary>The spans of the database's client.</summary>
    public ActivitySource Database { get; } = new("MySqlConnector");

    public Resource Resource => _provider.GetResource();

    /// <summary>What was exported from the two sources, in the order of its end.</summary>
    public IReadOnlyList<Activity> Exported => [.. _exported.Where(span => span.Source == Own || span.Source == Database)];

    /// <summary>A statement as MySqlConnector traces it.</summary>
    public void Execute(string text = "SELECT 1", params (string Key, string Value)[] more)
    {
        using var statement = Database.StartActivity("Execute", ActivityKind.Client);
        statement?.SetTag("db.query.text", text);
        foreach (var (key, value) in more)
        {
            statement?.SetTag(key, value);
        }
    }

    /// <summary>The messages and exceptions of the log records that were exported by <see cref="Log"/>.</summary>
    public IReadOnlyList<(string? Message, string Exception)> Logged => _logged;

    public void Log(Exception e, string message) => _host.Services.GetRequiredService<ILoggerFactory>()
        .CreateLogger(Own.Name).Log(LogLevel.Error, default, message, e, (text, _) => text);

    public void Dispose()
    {
        Own.Dispose();
        Database.Dispose();
        _host.Dispose();
    }

    // The record is used again once it was exported, so what is to be read later is copied.
    private sealed class LogExporter(List<(string? Message, string Exception)> logged) : BaseExporter<LogRecord>
    {
        public override ExportResult Export(in Batch<LogRecord> batch)
        {
            foreach (var record in batch)
            {
                logged.Add((record.FormattedMessage, $"{record.Exception}"));
            }

            return ExportResult.Success;
        }
    }
}
