namespace Aspire.Hosting.Testing;

public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}

public static class DistributedApplicationTestingBuilder
{
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class => await new TestingSession(typeof(TEntryPoint).Assembly, args).BeginAsync(cancellationToken);
}

/// <summary>The AppHost runs itself; the test only waits until it has started, and tells it when to stop.</summary>
internal sealed class TestedApplication(DistributedApplication app, TestingSession session) : DistributedApplication(app)
{
    public override Task StartAsync(CancellationToken cancellationToken = default) => session.Started.Task.WaitAsync(cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (!session.Exited.Task.IsCompleted)
        {
            Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            await session.Exited.Task.WaitAsync(cancellationToken);
        }
    }

    public override async ValueTask DisposeAsync() => await StopAsync();
}

public static class DistributedApplicationHostingTestingExtensions
{
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = default)
    {
        var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = app.GetEndpoint(resourceName, endpointName);
        return client;
    }

    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = default)
    {
        string[] names = endpointName is null ? ["http", "https"] : [endpointName];
        var endpoint = Find(app, resourceName) is IResourceWithEndpoints resource
            ? names.Select(name => new EndpointReference(resource, name)).FirstOrDefault(e => e.IsAllocated)
            : null;
        return new Uri(endpoint?.Url ?? throw new ArgumentException($"Endpoint '{endpointName}' for resource '{resourceName}' not found.", nameof(endpointName)));
    }

    public static ValueTask<string?> GetConnectionStringAsync(
        this DistributedApplication app, string resourceName, CancellationToken cancellationToken = default) =>
        Find(app, resourceName) is IResourceWithConnectionString resource
            ? resource.GetConnectionStringAsync(cancellationToken)
            : throw new ArgumentException($"Resource '{resourceName}' does not expose a connection string.", nameof(resourceName));

    private static IResource Find(DistributedApplication app, string name)
    {
        if (!app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested)
        {
            throw new InvalidOperationException("The application must be started before resolving endpoints or connection strings.");
        }

        return app.Services.GetRequiredService<DistributedApplicationBuilder>().Resources.SingleOrDefault(r => r.Name == name)
            ?? throw new ArgumentException($"Resource '{name}' not found.", nameof(name));
    }
}
