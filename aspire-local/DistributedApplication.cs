using Aspire.Hosting.Testing;

namespace Aspire.Hosting;

public class DistributedApplicationException(string message) : Exception(message);

public class DistributedApplicationExecutionContext
{
    public bool IsRunMode => true;

    /// <summary>Nothing is published from here: that is the real packages' part.</summary>
    public bool IsPublishMode => false;
}

public class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;

    internal DistributedApplication(IHost host) => _host = host;
    public IServiceProvider Services => _host.Services;
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args, TestingSession.Current.Value);

    public virtual Task StartAsync(CancellationToken cancellationToken = default) => _host.StartAsync(cancellationToken);

    public virtual Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await StartAsync(cancellationToken);
            TestingSession.Current.Value?.Started.TrySetResult();
            await _host.WaitForShutdownAsync(cancellationToken);
        }
        finally
        {
            await DisposeAsync();
        }
    }

    public virtual void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public virtual ValueTask DisposeAsync() => ((IAsyncDisposable)_host).DisposeAsync();
}
