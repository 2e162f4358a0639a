using System.Globalization;

namespace Commerce.AppHost.Dashboard;

/// <summary>Shows the circuit breakers of a process below it, each with the commands that move it.</summary>
internal static class CircuitExtensions
{
    private static readonly string[] Guarded = ["pg-payments", "pg-lookups", "pg-cancels"];

    /// <param name="prefix">Tells this process's breakers from those of the same name in another one.</param>
    public static IResourceBuilder<ProjectResource> WithCircuits(
        this IResourceBuilder<ProjectResource> process, string prefix, IResourceBuilder<ParameterResource> key)
    {
        var client = new OperatorClient(process.Resource, key.Resource);
        var circuits = NamesOf(process.ApplicationBuilder)
            .Select(circuit => new CircuitResource($"{prefix}-{circuit}", circuit, process.Resource)).ToList();
        foreach (var circuit in circuits)
        {
            process.ApplicationBuilder.AddResource(circuit)
                .WithParentRelationship(process)
                .WithCommands(client)
                .ExcludeFromManifest()
                .WithIconName("PlugConnected")
                .WithInitialState(
                    new CustomResourceSnapshot { ResourceType = "Circuit", Properties = [], State = KnownResourceStates.NotStarted });
        }

        return process.WithOperatorKey(key).OnInitializeResource((_, started, _) =>
        {
            _ = new CircuitReader(client, circuits, TimeProvider.System).FollowAsync(started);
            return Task.CompletedTask;
        });
    }

    // Each further gateway brings three breakers of its own.
    private static IEnumerable<string> NamesOf(IDistributedApplicationBuilder builder) =>
        builder.Configuration.GetSection("PgGateways").GetChildren()
            .SelectMany(gateway => Guarded.Select(name => $"{name}-{gateway.Key}")).Prepend(Guarded[2])
            .Prepend(Guarded[1]).Prepend(Guarded[0]);

    private static IResourceBuilder<CircuitResource> WithCommands(
        this IResourceBuilder<CircuitResource> circuit, OperatorClient client) => circuit
        .WithAction(client, "force-open", "Force open", "LockClosed",
            "Every call that it guards is refused at once until you close or reset it: no order can be paid by card, looked up or given "
            + "back through it.")
        .WithAction(client, "close", "Close", "PlugConnected",
            "Calls go through again at once, whether the PG works or not. It opens by itself when they fail.")
        .WithAction(client, "reset", "Reset", "ArrowReset",
            "It closes at once and forgets the calls that it has counted: the next ones decide anew whether it opens.");

    private static IResourceBuilder<CircuitResource> WithAction(
        this IResourceBuilder<CircuitResource> circuit,
        OperatorClient client,
        string action,
        string title,
        string icon,
        string confirmation) =>
        circuit.WithStackCommand(action, title, new CommandOptions
        {
            IconName = icon,
            ConfirmationMessage = confirmation,
            UpdateState = context => context.ResourceSnapshot.State?.Text is null or CircuitResource.Unknown or "NotStarted"
                ? ResourceCommandState.Disabled
                : ResourceCommandState.Enabled,
        }, async context =>
        {
            var name = circuit.Resource.Circuit;
            var answer = await client.SendAsync(HttpMethod.Post, $"{CircuitReader.Path}/{name}", new { action }, context.CancellationToken);
            var now = answer["data"]!;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{name} of {circuit.Resource.Process.Name} is {now["state"]}, with {now["bufferedCalls"]} calls in its window and "
                + $"{now["notPermittedCalls"]} refused.");
        });
}
