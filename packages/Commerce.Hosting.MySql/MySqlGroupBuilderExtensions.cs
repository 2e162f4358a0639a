using System.Globalization;
using Commerce.Hosting.MySql;
using Commerce.Hosting.MySql.Group;
using Commerce.Hosting.MySql.Local;
using Commerce.Hosting.MySql.Machine;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aspire.Hosting;

/// <summary>Adds a group of MySQL servers that survives the loss of any one of them.</summary>
public static class MySqlGroupBuilderExtensions
{
    /// <summary>
    /// Adds a Group Replication group in single-primary mode: each node a resource of its own (<c>name-1</c>, <c>name-2</c>, …), containers
    /// of the official image where an engine answers and when published, else processes of this machine. The application forms the group,
    /// lets nodes that come back join it, and forms it again from the most advanced node when all were stopped.
    /// </summary>
    /// <param name="nodes">3, 5, 7 or 9: the group lives as long as more than half of them do.</param>
    /// <param name="password">Of the account that the clients use; by default one is made up and kept in the data folder.</param>
    /// <param name="port">Of the first node; the others have the next ones. By default any free ones.</param>
    /// <param name="configurationSection">As of <see cref="MySqlServerBuilderExtensions.AddMySqlServer"/>.</param>
    /// <param name="runAs">Whether the nodes must, or must not, be containers.</param>
    /// <exception cref="DistributedApplicationException">
    /// A setting is wrong, or there is no container engine although one was asked for.
    /// </exception>
    public static IResourceBuilder<IMySqlGroupResource> AddMySqlGroup(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        int nodes = 3,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null,
        string configurationSection = "MySql",
        MySqlRunAs runAs = MySqlRunAs.Auto)
    {
        if (nodes is < 3 or > 9 || nodes % 2 == 0)
        {
            throw new DistributedApplicationException($"'{name}' cannot be a group of {nodes} nodes: it must have 3, 5, 7 or 9.");
        }

        var settings = MySqlSettings.Read(
            builder.Configuration, configurationSection, Path.Combine(builder.AppHostDirectory, ".data", name));
        var secret = builder.PasswordOf(name, password, settings).Resource;
        var isContainer = builder.ExecutionContext.IsPublishMode || ContainerEngine.IsWanted(runAs, name, builder.Configuration);
        var group = new MySqlGroup(name, isContainer ? "root" : "app", secret);
        var resource = builder.AddResource(group)
            .WithAnnotation(settings)
            .WithIconName("DatabaseMultiple")
            .ExcludeFromManifest()
            .WithInitialState(
                new CustomResourceSnapshot { ResourceType = "MySqlGroup", Properties = [], State = KnownResourceStates.NotStarted })
            .WithCheck(_ => new GroupHealthCheck(group))
            .OnInitializeResource((_, started, _) =>
            {
                _ = new FollowGroup(group, TimeProvider.System).RunAsync(started);
                return Task.CompletedTask;
            });
        var names = Enumerable.Range(1, nodes).Select(number => string.Create(CultureInfo.InvariantCulture, $"{name}-{number}")).ToList();
        if (isContainer)
        {
            builder.AddContainers(group, names, secret, port);
        }
        else
        {
            builder.AddProcesses(group, names, secret, port, settings);
        }

        return resource;
    }

    private static void AddProcesses(
        this IDistributedApplicationBuilder builder,
        MySqlGroup group,
        IReadOnlyList<string> names,
        ParameterResource password,
        int? firstPort,
        MySqlSettings settings)
    {
        builder.Services.TryAddSingleton<HeldLocks>();
        var nodes = new List<IResourceBuilder<MySqlGroupProcess>>();
        var prepare = new PrepareLocalGroup(group, nodes, settings);
        foreach (var (index, name) in names.Index())
        {
            var port = firstPort + index ?? FreePort.Any();
            var node = new MySqlGroupProcess(name, index + 1, port, FreePort.Any(), password, () => MySqlDataFolder.Open(settings));
            group.Add(node);
            nodes.Add(builder.AddResource(node)
                .WithEndpoint(port: port, targetPort: port, scheme: "tcp", name: "tcp", isProxied: false)
                .WithArgs(context => prepare.AddArgs(node, context.Args))
                .WithParentRelationship(group)
                .WithIconName("Database")
                .WithKillCommand()
                .OnBeforeResourceStarted(prepare.BeforeStartAsync));
        }

        builder.Eventing.Subscribe<BeforeStartEvent>(prepare.ExecuteAsync);
    }

    private static void AddContainers(
        this IDistributedApplicationBuilder builder, MySqlGroup group, IReadOnlyList<string> names, ParameterResource password,
        int? firstPort)
    {
        var groupName = Guid.NewGuid().ToString();
        var seeds = names.Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}:{MySqlGroupContainer.GroupPort}")).ToList();
        foreach (var (index, name) in names.Index())
        {
            var node = new MySqlGroupContainer(name, index + 1, password);
            group.Add(node);
            builder.AddResource(node)
                .WithOfficialImage(firstPort + index, password)
                .WithArgs([.. GroupArguments.Of(
                    index + 1, groupName, name, MySqlGroupContainer.GroupPort, seeds, allowed: "AUTOMATIC").ForContainer()])
                .WithEnvironment("MYSQL_INITDB_SKIP_TZINFO", "1") // Its rows would be transactions of one node, and keep it out.
                .WithParentRelationship(group)
                .WithIconName("Database")
                .WithKillCommand();
        }
    }
}
