using Commerce.Hosting.MySql;
using Commerce.Hosting.MySql.Local;
using Commerce.Hosting.MySql.Machine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

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
        var isPublished = builder.ExecutionContext.IsPublishMode;
        var secret = (password, isPublished) switch
        {
            ({ } given, _) => given,
            (null, true) => builder.AddParameter($"{name}-password", secret: true),
            (null, false) => builder.AddParameter($"{name}-password", () => MySqlDataFolder.Open(settings).Password, secret: true),
        };
        IResourceBuilder<IMySqlServerResource> server = isPublished || ContainerEngine.IsWanted(runAs, name, builder.Configuration)
            ? AddContainer(builder, new MySqlContainer(name, secret.Resource), port)
            : AddProcess(builder, new MySqlProcess(name, secret.Resource), port, settings);
        return server.WithAnnotation(settings).WithIconName("Database").WithAnswerCheck();
    }

    /// <summary>Adds a database of the server. It is made when the server does not have it yet.</summary>
    /// <param name="databaseName">Its name on the server; by default the resource's.</param>
    public static IResourceBuilder<MySqlDatabaseResource> AddDatabase(
        this IResourceBuilder<IMySqlServerResource> builder, [ResourceName] string name, string? databaseName = null)
    {
        var database = new MySqlDatabaseResource(name, databaseName ?? name, builder.Resource);
        if (builder.Resource is MySqlContainer)
        {
            builder.OnResourceReady((server, _, ct) => server.ExecuteAsync(MySqlStatements.CreateDatabase(database.DatabaseName), ct));
        }

        return builder.ApplicationBuilder.AddResource(database)
            .WithInitialState(
                new CustomResourceSnapshot { ResourceType = "MySqlDatabase", Properties = [], State = KnownResourceStates.NotStarted })
            .WithIconName("DatabaseLink")
            .WithAnswerCheck()
            .OnInitializeResource((resource, started, ct) =>
            {
                _ = FollowAsync(resource, started, ct);
                return Task.CompletedTask;
            });
    }

    /// <summary>
    /// Where a local server keeps its data and the password of its clients; <c>DataDirectory</c> in the configuration wins.
    /// </summary>
    public static IResourceBuilder<IMySqlServerResource> WithDataFolder(this IResourceBuilder<IMySqlServerResource> builder, string path)
    {
        SettingsOf(builder).DefaultFolder = Path.GetFullPath(path, builder.ApplicationBuilder.AppHostDirectory);
        return builder;
    }

    /// <summary>Keeps the data of a container in a volume. A local server keeps its data anyway.</summary>
    /// <param name="name">
    /// By default one that changes with the password in the data folder: a server takes its password when its volume is new, so the two
    /// never disagree.
    /// </param>
    public static IResourceBuilder<IMySqlServerResource> WithDataVolume(
        this IResourceBuilder<IMySqlServerResource> builder, string? name = null)
    {
        if (builder.Resource is MySqlContainer container)
        {
            var isPublished = builder.ApplicationBuilder.ExecutionContext.IsPublishMode;
            var volume = name ?? $"{container.Name}-{(isPublished ? "data" : MySqlDataFolder.Open(SettingsOf(builder)).Fingerprint)}";
            builder.ApplicationBuilder.CreateResourceBuilder(container).WithVolume(volume, VolumeTarget);
        }

        return builder;
    }

    /// <summary>Takes another version of the image. A local server is what it is.</summary>
    public static IResourceBuilder<IMySqlServerResource> WithImageTag(this IResourceBuilder<IMySqlServerResource> builder, string tag)
    {
        if (builder.Resource is MySqlContainer container)
        {
            builder.ApplicationBuilder.CreateResourceBuilder(container).WithImageTag(tag);
        }

        return builder;
    }

    /// <summary>
    /// A database of yours, by the connection string of that name in the configuration, instead of one that the application runs.
    /// </summary>
    /// <remarks>
    /// Before the start its server is asked: one that cannot be reached, lets the user not in, or is too old ends it with one sentence.
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
        builder.AddResource(server)
            .WithImage("library/mysql", "9.7")
            .WithImageRegistry("docker.io")
            .WithEndpoint(port: port, targetPort: 3306, scheme: "tcp", name: "tcp")
            .WithEnvironment("MYSQL_ROOT_PASSWORD", server.PasswordParameter);

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

    private static IResourceBuilder<T> WithAnswerCheck<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithConnectionString
    {
        var key = $"{builder.Resource.Name}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration(key, _ => new AnswerCheck(builder.Resource), failureStatus: null, tags: null));
        return builder.WithHealthCheck(key);
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

    private static MySqlSettings SettingsOf(IResourceBuilder<IMySqlServerResource> builder) =>
        builder.Resource.Annotations.OfType<MySqlSettings>().Single();
}
