using Commerce.Hosting.MySql;
using Commerce.Hosting.MySql.Group;
using Commerce.Hosting.MySql.Local;
using Commerce.Hosting.MySql.Machine;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aspire.Hosting;

/// <summary>
/// Adds a MySQL server to an application, in the shape of Aspire's own database integrations, with or without a container engine.
/// </summary>
public static class MySqlServerBuilderExtensions
{
    private const string VolumeTarget = "/var/lib/mysql";

    /// <summary>
    /// Adds a MySQL server: the official image where a container engine answers, and when published; else a <c>mysqld</c> of this machine,
    /// which is downloaded once where there is none. That one is found and prepared before the application starts.
    /// </summary>
    /// <param name="password">Of the account that the clients use; by default one is made up and kept in the data folder.</param>
    /// <param name="port">
    /// Of a local server, which then listens there itself, or of the container on this machine; by default Aspire chooses one.
    /// </param>
    /// <param name="configurationSection">
    /// Where <c>Executable</c>, <c>Flavour</c>, <c>DataDirectory</c> and <c>ReuseEmptyDatabase</c> are read from; by default <c>MySql</c>.
    /// </param>
    /// <param name="runAs">Whether it must, or must not, be a container.</param>
    /// <exception cref="DistributedApplicationException">
    /// A setting is wrong, or there is no container engine although one was asked for.
    /// </exception>
    public static IResourceBuilder<IMySqlServerResource> AddMySqlServer(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null,
        string configurationSection = "MySql",
        MySqlRunAs runAs = MySqlRunAs.Auto)
    {
        var settings = MySqlSettings.Read(
            builder.Configuration, configurationSection, Path.Combine(builder.AppHostDirectory, ".data", name));
        var secret = builder.PasswordOf(name, password, settings);
        var isContainer = builder.ExecutionContext.IsPublishMode || ContainerEngine.IsWanted(runAs, name, builder.Configuration);
        IResourceBuilder<IMySqlServerResource> server = isContainer
            ? AddContainer(builder, new MySqlContainer(name, secret.Resource), port)
            : AddProcess(builder, new MySqlProcess(name, secret.Resource), port, settings);
        return server.WithAnnotation(settings).WithIconName("Database").WithCheck(resource => new AnswerCheck(resource));
    }

    /// <summary>Adds a database of the server or the group. It is made when it is not there yet.</summary>
    /// <param name="databaseName">Its name there; by default the resource's.</param>
    public static IResourceBuilder<MySqlDatabaseResource> AddDatabase(
        this IResourceBuilder<IMySqlResource> builder, [ResourceName] string name, string? databaseName = null)
    {
        var database = new MySqlDatabaseResource(name, databaseName ?? name, builder.Resource);
        if (builder.Resource is MySqlContainer or MySqlGroup { IsContainer: true })
        {
            builder.OnResourceReady((server, _, ct) => server.ExecuteAsync(MySqlStatements.CreateDatabase(database.DatabaseName), ct));
        }

        return builder.ApplicationBuilder.AddResource(database)
            .WithInitialState(
                new CustomResourceSnapshot { ResourceType = "MySqlDatabase", Properties = [], State = KnownResourceStates.NotStarted })
            .WithIconName("DatabaseLink")
            .WithCheck(resource => resource.Parent is MySqlGroup group ? new GroupHealthCheck(group) : new AnswerCheck(resource))
            .OnInitializeResource((resource, started, ct) =>
            {
                _ = FollowAsync(resource, started, ct);
                return Task.CompletedTask;
            });
    }

    /// <summary>
    /// Where a local server or group keeps its data and the password of its clients; <c>DataDirectory</c> in the configuration wins.
    /// </summary>
    public static IResourceBuilder<T> WithDataFolder<T>(this IResourceBuilder<T> builder, string path)
        where T : class, IMySqlResource
    {
        SettingsOf(builder).DefaultFolder = Path.GetFullPath(path, builder.ApplicationBuilder.AppHostDirectory);
        return builder;
    }

    /// <summary>Keeps the data of a container in a volume; of a group, each node's in its own. A local one keeps it anyway.</summary>
    /// <param name="name">
    /// By default one that changes with the password in the data folder: a server takes its password when its volume is new, so the two
    /// never disagree.
    /// </param>
    public static IResourceBuilder<T> WithDataVolume<T>(this IResourceBuilder<T> builder, string? name = null)
        where T : class, IMySqlResource
    {
        var isPublished = builder.ApplicationBuilder.ExecutionContext.IsPublishMode;
        foreach (var container in ContainersOf(builder))
        {
            var kept = name is null || container.Resource.Name == builder.Resource.Name
                ? name
                : $"{name}-{container.Resource.Name}";
            container.WithVolume(
                kept ?? $"{container.Resource.Name}-{(isPublished ? "data" : MySqlDataFolder.Open(SettingsOf(builder)).Fingerprint)}",
                VolumeTarget);
        }

        return builder;
    }

    /// <summary>Takes another version of the image. A local server is what it is.</summary>
    public static IResourceBuilder<T> WithImageTag<T>(this IResourceBuilder<T> builder, string tag)
        where T : class, IMySqlResource
    {
        foreach (var container in ContainersOf(builder))
        {
            container.WithImageTag(tag);
        }

        return builder;
    }

    /// <summary>
    /// A database of yours, by the connection string of that name in the configuration, instead of one that the application runs.
    /// </summary>
    /// <remarks>
    /// Before the start its server is asked: one that cannot be reached, lets the user not in, or is too old ends it with one sentence. Of
    /// several (<c>Server=a:3306,b:3306</c>) one has to answer.
    /// </remarks>
    /// <exception cref="DistributedApplicationException">It is there and cannot be read, or names no server.</exception>
    public static IResourceBuilder<IResourceWithConnectionString> AddMySqlConnectionString(
        this IDistributedApplicationBuilder builder, [ResourceName] string name)
    {
        if (ExternalDatabase.Configured(builder.Configuration, name) is { } database && builder.ExecutionContext.IsRunMode)
        {
            builder.Eventing.Subscribe<BeforeStartEvent>((_, ct) => database.EnsureUsableAsync(ct));
        }

        return builder.AddConnectionString(name);
    }

    private static IResourceBuilder<MySqlContainer> AddContainer(
        IDistributedApplicationBuilder builder, MySqlContainer server, int? port) =>
        builder.AddResource(server).WithOfficialImage(port, server.PasswordParameter);

    private static IResourceBuilder<MySqlProcess> AddProcess(
        IDistributedApplicationBuilder builder, MySqlProcess server, int? port, MySqlSettings settings)
    {
        builder.Services.TryAddSingleton<HeldLocks>();
        var resource = builder.AddResource(server)
            .WithEndpoint(port: port, targetPort: port, scheme: "tcp", name: "tcp", isProxied: port is null);
        var prepare = new PrepareLocalServer(resource, settings);
        builder.Eventing.Subscribe<BeforeStartEvent>(prepare.ExecuteAsync);
        return resource.WithArgs(context => prepare.AddArgs(context.Args)).OnBeforeResourceStarted(prepare.RepeatNoticesAsync);
    }

    // Aspire hands the state of a container down to what is below it, but not that of a process.
    private static async Task FollowAsync(MySqlDatabaseResource database, InitializeResourceEvent started, CancellationToken ct)
    {
        await foreach (var change in started.Notifications.WatchAsync(ct))
        {
            if (change.Resource == database.Parent)
            {
                var server = change.Snapshot;
                await started.Notifications.PublishUpdateAsync(
                    database,
                    s => s with { State = server.State, StartTimeStamp = server.StartTimeStamp, StopTimeStamp = server.StopTimeStamp });
            }
        }
    }

    private static MySqlSettings SettingsOf(IResourceBuilder<IMySqlResource> builder) =>
        builder.Resource.Annotations.OfType<MySqlSettings>().Single();

    // Of the server, or of the nodes.
    private static IEnumerable<IResourceBuilder<ContainerResource>> ContainersOf(IResourceBuilder<IMySqlResource> builder)
    {
        IEnumerable<IResource> servers = builder.Resource is IMySqlGroupResource group ? group.Nodes : [builder.Resource];
        return servers.OfType<ContainerResource>().Select(builder.ApplicationBuilder.CreateResourceBuilder);
    }
}
