namespace Commerce.AppHost.Replicas;

/// <summary>The one address of a service of several processes, as the dashboard shows it.</summary>
internal sealed class BalancerResource(string name) : Resource(name), IResourceWithEndpoints, IResourceWithServiceDiscovery
{
    /// <summary>It runs with the AppHost itself, so that it is there from the beginning.</summary>
    public static async Task StartAsync(BalancerResource balancer, InitializeResourceEvent started, CancellationToken ct)
    {
        foreach (var endpoint in balancer.Annotations.OfType<EndpointAnnotation>())
        {
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", endpoint.Port!.Value);
        }

        await started.Eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(balancer, started.Services), ct);
        await started.Notifications.PublishUpdateAsync(
            balancer,
            snapshot => snapshot with
            {
                State = KnownResourceStates.Running,
                StartTimeStamp = TimeProvider.System.GetUtcNow().UtcDateTime,
            });
    }
}
