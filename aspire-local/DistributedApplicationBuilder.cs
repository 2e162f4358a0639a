using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

public interface IDistributedApplicationBuilder
{
    ConfigurationManager Configuration { get; }

    string AppHostDirectory { get; }

    Assembly? AppHostAssembly { get; }

    IHostEnvironment Environment { get; }

    IServiceCollection Services { get; }

    DistributedApplicationExecutionContext ExecutionContext { get; }

    IResourceCollection Resources { get; }

    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource;

    DistributedApplication Build();
}

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _inner;
    private readonly TestingSession? _session;

    public DistributedApplicationBuilder(DistributedApplicationOptions options, TestingSession? session)
    {
        _session = session;
        AppHostAssembly = session?.AppHost ?? Assembly.GetEntryAssembly();
        var settings = new HostApplicationBuilderSettings { Args = options.Args, ApplicationName = AppHostAssembly?.GetName().Name };
        session?.Configure(options, settings);
        _inner = new HostApplicationBuilder(settings);
        AppHostDirectory = Metadata("AppHostProjectPath") ?? _inner.Environment.ContentRootPath;

        // What a killed AppHost left must go before this one looks for free ports and an unlocked database.
        Runs = new RunRecord(Path.Combine(AppHostDirectory, "obj", "aspire-local"));
        Runs.EndLeftovers();
        AddServices();
    }

    public ConfigurationManager Configuration => _inner.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => _inner.Environment;

    public IServiceCollection Services => _inner.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new(DistributedApplicationOperation.Run);

    public IResourceCollection Resources { get; } = new ResourceCollection();

    internal RunRecord Runs { get; }

    internal bool IsUnderTest => _session is not null;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (Resources.Any(r => string.Equals(r.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"Cannot add resource of type '{typeof(T)}' with name '{resource.Name}' because that name is taken.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        _session?.HandOver(this);
        var app = new DistributedApplication(_inner.Build());
        _session?.Built.TrySetResult(app);
        return app;
    }

    internal string? Metadata(string key) =>
        AppHostAssembly?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == key)?.Value;

    private void AddServices()
    {
        Services.AddHttpClient();
        Services.AddHealthChecks();
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(new DistributedApplicationModel(Resources));
        Services.AddSingleton(new ResourceNotificationService(IsUnderTest ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable));
        Services.AddSingleton(provider => new ResourceConsole(provider, IsUnderTest));
        Services.AddSingleton(provider => new HealthMonitor(
            provider.GetRequiredService<HealthCheckService>(), provider.GetRequiredService<ResourceNotificationService>()));
        Services.AddSingleton(provider => new Orchestrator(provider, this));
        Services.AddSingleton(provider => new ResourceCommandService(provider.GetRequiredService<Orchestrator>()));
        Services.AddHostedService(provider => provider.GetRequiredService<ResourceConsole>());
        Services.AddHostedService(provider => provider.GetRequiredService<Orchestrator>());
        _inner.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        _inner.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.None);
    }
}
