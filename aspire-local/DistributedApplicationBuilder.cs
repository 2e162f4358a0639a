using Aspire.Hosting.Testing;

namespace Aspire.Hosting;

public interface IDistributedApplicationBuilder
{
    ConfigurationManager Configuration { get; }
    string AppHostDirectory { get; }
    IServiceCollection Services { get; }
    DistributedApplicationExecutionContext ExecutionContext { get; }
    IResourceCollection Resources { get; }

    IResourceBuilder<T> AddResource<T>(T resource) where T : IResource;
    IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource;
    DistributedApplication Build();
}

internal sealed class DistributedApplicationBuilder : IDistributedApplicationTestingBuilder
{
    private readonly HostApplicationBuilder _inner;
    private readonly TestingSession? _session;
    private readonly Assembly _appHost;

    public DistributedApplicationBuilder(string[] args, TestingSession? session)
    {
        _session = session;
        _appHost = session?.AppHost ?? Assembly.GetEntryAssembly()!;
        AppHostDirectory = Metadata("AppHostProjectPath")!;
        var settings = new HostApplicationBuilderSettings { Args = args, ApplicationName = Name, Configuration = new ConfigurationManager() };
        if (IsUnderTest)
        {
            var profile = LaunchProfile.Read(AppHostDirectory, wanted: null);
            settings.Configuration.AddInMemoryCollection(profile!.EnvironmentVariables!);
            (settings.ContentRootPath, settings.EnvironmentName) = (AppHostDirectory, profile.EnvironmentVariables["DOTNET_ENVIRONMENT"]);
        }

        _inner = new HostApplicationBuilder(settings);

        Runs = new RunRecord(Path.Combine(Configuration["Aspire:Store:Path"] ?? Path.Combine(AppHostDirectory, "obj"), "aspire-local"));
        Runs.EndLeftovers(); // Before this AppHost looks for free ports and an unlocked database.
        AddServices();
    }

    public ConfigurationManager Configuration => _inner.Configuration;
    public string AppHostDirectory { get; }
    public IServiceCollection Services => _inner.Services;
    public DistributedApplicationExecutionContext ExecutionContext { get; } = new();
    public IResourceCollection Resources { get; } = new ResourceCollection();
    public RunRecord Runs { get; }
    public bool IsUnderTest => _session is not null;
    public string? Name => _appHost.GetName().Name;
    public string? Metadata(string key) => _appHost.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == key)?.Value;

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => new ResourceBuilder<T>(this, resource);

    // Called by the AppHost. Under test it waits here for the test to call BuildAsync.
    public DistributedApplication Build()
    {
        _session?.HandOver(this);
        var app = new DistributedApplication(_inner.Build());
        _session?.Built.TrySetResult(app);
        return app;
    }

    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
    {
        _session!.GoOn();
        return new TestedApplication(await _session.Built.Task.WaitAsync(cancellationToken), _session);
    }

    public void Dispose() => _session?.GoOn();

    public ValueTask DisposeAsync() => new(Task.Run(Dispose));

    private void AddServices()
    {
        Services.AddHttpClient();
        Services.AddHealthChecks();
        Services.AddSingleton(new ResourceNotificationService(IsUnderTest ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable));
        Services.AddSingleton<HealthMonitor>();
        Services.AddSingleton(this);
        Services.AddSingleton<ResourceConsole>();
        Services.AddSingleton<Orchestrator>();
        Services.AddSingleton(provider => new ResourceCommandService(provider.GetRequiredService<Orchestrator>()));
        Services.AddHostedService(provider => provider.GetRequiredService<ResourceConsole>());
        Services.AddHostedService(provider => provider.GetRequiredService<Orchestrator>());
        _inner.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        _inner.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.None);
    }
}
