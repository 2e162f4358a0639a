using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Starts each process when what it waits for is healthy, and stops them the other way round.</summary>
internal sealed class Orchestrator(IServiceProvider provider, DistributedApplicationBuilder builder) : IHostedService
{
    private readonly ResourceNotificationService _notifications = provider.GetRequiredService<ResourceNotificationService>();
    private readonly Dictionary<string, ResourceProcess> _processes = new(StringComparer.OrdinalIgnoreCase);
    private PosixSignalRegistration? _hangUp;

    public ResourceProcess? Find(string name) => _processes.GetValueOrDefault(name);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A terminal that is closed would end this process alone and leave the others.
        var lifetime = provider.GetRequiredService<IHostApplicationLifetime>();
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            lifetime.StopApplication();
        });
        foreach (var endpoint in builder.Resources.SelectMany(r => r.All<EndpointAnnotation>()))
        {
            endpoint.AllocatedPort = PortOf(endpoint);
        }

        foreach (var resource in builder.Resources.Where(r => r.IsProcess()))
        {
            _processes[resource.Name] = new ResourceProcess(resource, new ProcessCommand(resource, builder), builder.Runs, provider);
        }

        foreach (var resource in builder.Resources)
        {
            Begin(resource);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        var stopped = new Dictionary<string, Task>();
        await Task.WhenAll(_processes.Keys.Select(name => StopInOrder(name, stopped, deadline)));
        builder.Runs.Forget();
        _hangUp?.Dispose();
    }

    // Aspire gives a proxied endpoint a random port under test and keeps the port of one without a proxy; so does this.
    private int PortOf(EndpointAnnotation endpoint) => endpoint.Port is { } port && (!endpoint.IsProxied || !builder.IsUnderTest) ? port : FreePort();

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Begin(IResource resource)
    {
        if (_processes.TryGetValue(resource.Name, out var process))
        {
            _notifications.Publish(resource, s => s with { State = KnownResourceStates.NotStarted });
            if (!resource.All<ExplicitStartAnnotation>().Any())
            {
                _ = process.StartAsync(CancellationToken.None);
            }
        }
        else
        {
            _ = FollowAsync(resource);
        }
    }

    // Parameters, connection strings and databases have no process: they are there once what they wait for is.
    private async Task FollowAsync(IResource resource)
    {
        _notifications.Publish(resource, s => s with { State = KnownResourceStates.Waiting });
        try
        {
            var parents = resource is IResourceWithParent { Parent: var parent } ? [parent.Name] : Array.Empty<string>();
            foreach (var dependency in resource.All<WaitAnnotation>().Select(w => w.Dependency.Name).Concat(parents))
            {
                await _notifications.WaitForDependencyAsync(dependency, CancellationToken.None);
            }

            _notifications.Publish(resource, s => s with
            {
                State = KnownResourceStates.Running,
                HealthStatus = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy,
            });
        }
        catch (Exception e) when (e is DistributedApplicationException or OperationCanceledException)
        {
            _notifications.Publish(resource, s => s with { State = KnownResourceStates.FailedToStart, Reason = e.Message });
        }
    }

    private IEnumerable<string> Needs(IResource resource) => resource.All<WaitAnnotation>().Select(w => w.Dependency)
        .SelectMany(dependency => dependency.IsProcess() ? [dependency.Name] : Needs(dependency));

    private Task StopInOrder(string name, Dictionary<string, Task> stopped, long deadline)
    {
        if (!stopped.TryGetValue(name, out var task))
        {
            var dependants = _processes.Values.Where(p => Needs(p.Resource).Contains(name)).Select(p => p.Resource.Name);
            stopped[name] = task = StopLast([.. dependants.Select(d => StopInOrder(d, stopped, deadline))]);
        }

        return task;

        async Task StopLast(Task[] dependants)
        {
            await Task.WhenAll(dependants);
            var left = ResourceProcess.StopLimit - TimeProvider.System.GetElapsedTime(deadline);
            await _processes[name].StopAsync(left / 2, CancellationToken.None);
        }
    }
}
