namespace Commerce.AppHost.Replicas;

/// <summary>The processes of one service, one or several.</summary>
/// <param name="Replicas">Each process.</param>
/// <param name="Entry">Where it is reached as a whole: the only process, or what stands in front of all of them.</param>
internal sealed record ReplicaSet(
    IReadOnlyList<IResourceBuilder<ProjectResource>> Replicas, IResourceBuilder<IResourceWithEndpoints> Entry)
{
    public EndpointReference Address => Entry.GetEndpoint("http");

    /// <summary>Adds to what every process needs.</summary>
    public ReplicaSet Each(Action<IResourceBuilder<ProjectResource>> describe)
    {
        foreach (var replica in Replicas)
        {
            describe(replica);
        }

        return this;
    }

    /// <summary>Has the processes learn from each other's circuit breakers, where there are several.</summary>
    public ReplicaSet WithSharedCircuits(ReplicaCounts counts) =>
        counts.AreSeveral ? Each(replica => replica.WithEnvironment("SharedCircuits__Enabled", "true")) : this;
}
