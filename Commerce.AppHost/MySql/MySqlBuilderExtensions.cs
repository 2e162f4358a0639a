using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySqlConnector;

namespace Commerce.AppHost.MySql;

/// <summary>Adds a MySQL server and its databases, in the shape of Aspire's own database integrations.</summary>
internal static class MySqlBuilderExtensions
{
    public static IResourceBuilder<MySqlProcessResource> AddMySqlProcess(
        this IDistributedApplicationBuilder builder, string name, MySqlProgram program, MySqlDataFolder folder, int port, IResourceBuilder<ParameterResource> password) =>
        builder.AddResource(new MySqlProcessResource(name, program.Command, folder.Path, password.Resource))
            .WithArgs(program.RunArgs(folder, port))
            .WithEndpoint(port: port, targetPort: port, scheme: "tcp", name: "tcp", isProxied: false)
            .WithIconName("Database")
            .WithServerHealthCheck();

    public static IResourceBuilder<MySqlContainerResource> AddMySqlContainer(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> password) =>
        builder.AddResource(new MySqlContainerResource(name, password.Resource))
            .WithImage("library/mysql", "9.7")
            .WithImageRegistry("docker.io")
            .WithEndpoint(targetPort: 3306, scheme: "tcp", name: "tcp")
            .WithEnvironment("MYSQL_ROOT_PASSWORD", password)
            .WithIconName("Database")
            .WithServerHealthCheck();

    /// <param name="create">Whether to make the database when the server is ready; the local server makes its own from its init file.</param>
    public static IResourceBuilder<MySqlDatabaseResource> AddDatabase<T>(this IResourceBuilder<T> server, string name, bool create)
        where T : IResourceWithConnectionString
    {
        if (create)
        {
            server.OnResourceReady(async (resource, _, ct) => await ExecuteAsync(resource,
                $"CREATE DATABASE IF NOT EXISTS {new MySqlCommandBuilder().QuoteIdentifier(name)} CHARACTER SET utf8mb4", ct));
        }

        return server.ApplicationBuilder.AddResource(new MySqlDatabaseResource(name, server.Resource))
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "MySqlDatabase", Properties = [], State = KnownResourceStates.NotStarted })
            .WithIconName("DatabaseLink")
            .OnInitializeResource((database, started, ct) =>
            {
                _ = FollowAsync(database, started, ct);
                return Task.CompletedTask;
            });
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
                    database, s => s with { State = server.State, StartTimeStamp = server.StartTimeStamp, StopTimeStamp = server.StopTimeStamp });
            }
        }
    }

    private static IResourceBuilder<T> WithServerHealthCheck<T>(this IResourceBuilder<T> server)
        where T : IResourceWithConnectionString
    {
        var key = $"{server.Resource.Name}_check";
        server.ApplicationBuilder.Services.AddHealthChecks().AddAsyncCheck(key, async ct =>
        {
            await ExecuteAsync(server.Resource, "SELECT 1", ct);
            return HealthCheckResult.Healthy();
        });
        return server.WithHealthCheck(key);
    }

    // Not pooled: a connection that is kept open holds up the server's shutdown.
    private static async Task ExecuteAsync(IResourceWithConnectionString server, string statement, CancellationToken ct)
    {
        await using var connection = new MySqlConnection(await server.GetConnectionStringAsync(ct) + ";Pooling=False");
        await connection.OpenAsync(ct);
        await using var command = new MySqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
