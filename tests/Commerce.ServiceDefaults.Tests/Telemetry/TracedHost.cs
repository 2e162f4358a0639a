using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Commerce.ServiceDefaults.Tests.Telemetry;

/// <summary>A process with the defaults whose spans are kept in memory, and a source of its own that no other test uses.</summary>
internal sealed class TracedHost : IDisposable
{
    private readonly List<Activity> _exported = [];
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

    public void Dispose()
    {
        Own.Dispose();
        Database.Dispose();
        _host.Dispose();
    }
}
