using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.AppHost.Replicas;

/// <summary>
/// Adds services of several processes. Each is a resource of its own, with its own address, health, circuits, log and commands: Aspire's
/// own replicas share one resource, so that none of them could be stopped, scraped or asked by itself.
/// </summary>
internal static class ReplicaExtensions
{
    // Longer than the balancer needs to see that one is not ready any more.
    private const string DrainDelay = "00:00:02";

    /// <param name="name">Of the service; its processes are <c>name-1</c>, <c>name-2</c> and so on when there are several.</param>
    /// <param name="port">Of the service as a whole.</param>
    /// <param name="describe">What each process needs; told what to add to names: nothing when it is the only one.</param>
    public static ReplicaSet AddBalanced<TProject>(
        this IDistributedApplicationBuilder builder,
        string name,
        int port,
        int count,
        Action<IResourceBuilder<ProjectResource>, string> describe)
        where TProject : IProjectMetadata, new()
    {
        if (IsOne(builder, count))
        {
            return One<TProject>(builder, name, port, count, describe);
        }

        var replicas = Several<TProject>(builder, name, StackPorts.AnyFree(), count, describe);
        var balancer = builder.AddBalancer(name, port, replicas);
        replicas.ForEach(replica => replica.WithParentRelationship(balancer).WithEnvironment("Shutdown__DrainDelay", DrainDelay));
        return new ReplicaSet(replicas, balancer);
    }

    /// <summary>The same for a service that nobody sends requests to: there is nothing to balance.</summary>
    /// <param name="port">Of the first process.</param>
    public static ReplicaSet AddReplicated<TProject>(
        this IDistributedApplicationBuilder builder,
        string name,
        int port,
        int count,
        Action<IResourceBuilder<ProjectResource>, string> describe)
        where TProject : IProjectMetadata, new()
    {
        if (IsOne(builder, count))
        {
            return One<TProject>(builder, name, port, count, describe);
        }

        var replicas = Several<TProject>(builder, name, port, count, describe);
        return new ReplicaSet(replicas, replicas[0]);
    }

    // Whoever publishes it has its own way to run several of one.
    private static bool IsOne(IDistributedApplicationBuilder builder, int count) => count == 1 || builder.ExecutionContext.IsPublishMode;

    private static ReplicaSet One<TProject>(
        IDistributedApplicationBuilder builder,
        string name,
        int port,
        int count,
        Action<IResourceBuilder<ProjectResource>, string> describe)
        where TProject : IProjectMetadata, new()
    {
        var only = builder.AddProject<TProject>(name).OnPort(port);
        describe(only, string.Empty);
        return new ReplicaSet([count == 1 ? only : only.WithReplicas(count)], only);
    }

    private static List<IResourceBuilder<ProjectResource>> Several<TProject>(
        IDistributedApplicationBuilder builder,
        string name,
        int port,
        int count,
        Action<IResourceBuilder<ProjectResource>, string> describe)
        where TProject : IProjectMetadata, new()
    {
        var replicas = new List<IResourceBuilder<ProjectResource>>();
        for (var number = 1; number <= count; number++)
        {
            var replica = builder.AddProject<TProject>($"{name}-{number}").OnPort(number == 1 ? port : StackPorts.AnyFree());
            describe(replica, $"-{number}");
            replicas.Add(number == 1 ? replica : replica.WaitFor(replicas[0])); // The first one makes the tables.
        }

        return replicas;
    }

    private static IResourceBuilder<BalancerResource> AddBalancer(
        this IDistributedApplicationBuilder builder, string name, int port, List<IResourceBuilder<ProjectResource>> replicas)
    {
        var balancer = new Balancer(port, [.. replicas.Select(replica => replica.GetEndpoint("http"))], TimeProvider.System);
        builder.Services.AddSingleton<IHostedService>(balancer);
        return builder.AddResource(new BalancerResource(name))
            .WithHttpEndpoint(port: port, targetPort: port, name: "http", isProxied: false)
            .WithPromptHealthCheck("/health")
            .ExcludeFromManifest()
            .WithInitialState(
                new CustomResourceSnapshot { ResourceType = "Balancer", Properties = [], State = KnownResourceStates.NotStarted })
            .OnInitializeResource(BalancerResource.StartAsync);
    }
}
