using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting;

/// <summary>Starts each process when what it waits for is healthy, and stops them the other way round.</summary>
internal sealed class Orchestrator(
    IServiceProvider provider, DistributedApplicationBuilder builder, ResourceNotificationService notifications, IHostApplicationLifetime lifetime)
    : IHostedService
{
    private readonly Dictionary<string, ResourceProcess> _processes = new(StringComparer.OrdinalIgnoreCase);
    private PosixSignalRegistration? _hangUp;

    public ResourceProcess? Find(string name) => _processes.GetValueOrDefault(name);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnHangUp);
        builder.Resources.SelectMany(r => r.All<EndpointAnnotation>()).ToList().ForEach(endpoint => endpoint.AllocatedPort = PortOf(endpoint));
        foreach (var resource in builder.Resources.Where(r => r.IsProcess()))
        {
            notifications.Publish(resource, s => s with { State = KnownResourceStates.NotStarted });
            _processes[resource.Name] = ActivatorUtilities.CreateInstance<ResourceProcess>(provider, resource, new ProcessCommand(resource, builder), builder.Runs);
        }

        foreach (var resource in builder.Resources.Where(r => !r.All<ExplicitStartAnnotation>().Any()))
        {
            _ = Find(resource.Name)?.StartAsync(CancellationToken.None) ?? FollowAsync(resource);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        for (var left = _processes.Values.ToList(); left.Count > 0;)
        {
            var next = left.Where(process => !left.Any(other => Needs(other.Resource).Contains(process.Resource.Name))).ToList();
            var grace = (ResourceProcess.StopLimit - TimeProvider.System.GetElapsedTime(since)) / 2;
            await Task.WhenAll(next.Select(process => process.StopAsync(grace, CancellationToken.None)));
            left.RemoveAll(next.Contains);
        }

        builder.Runs.Forget();
        _hangUp?.Dispose();
    }

    // A terminal that is closed would end this process alone and leave the others.
    private void OnHangUp(PosixSignalContext signal)
    {
        signal.Cancel = true;
        lifetime.StopApplication();
    }

    // Aspire gives a proxied endpoint a random port under test, and one without a proxy its own port always. So does this.
    private int PortOf(EndpointAnnotation endpoint)
    {
        if (endpoint.Port is { } port && !(endpoint.IsProxied && builder.IsUnderTest))
        {
            return port;
        }

        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    // Parameters, connection strings and databases have no process: they are there once what they wait for is.
    private async Task FollowAsync(IResource resource)
    {
        foreach (var dependency in resource.Dependencies())
        {
            await notifications.WaitForResourceHealthyAsync(dependency.Name, WaitBehavior.WaitOnResourceUnavailable, lifetime.ApplicationStopping);
        }

        notifications.Publish(resource, s => s with { State = KnownResourceStates.Running, HealthStatus = HealthStatus.Healthy });
    }

    private static IEnumerable<string> Needs(IResource resource) =>
        resource.Dependencies().SelectMany(dependency => dependency.IsProcess() ? [dependency.Name] : Needs(dependency));
}
