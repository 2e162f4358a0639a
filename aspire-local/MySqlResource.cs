using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MySqlConnector;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Run by the container engine on PATH, in the foreground, as a child like any other.</summary>
    public class ContainerResource(string name, string? entrypoint = null)
        : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
    {
        public string? Entrypoint => entrypoint;

        internal string Image { get; init; } = string.Empty;

        internal Dictionary<string, string> Volumes { get; } = [];
    }

    public class MySqlServerResource : ContainerResource, IResourceWithConnectionString
    {
        internal const int ContainerPort = 3306;
        private readonly List<MySqlDatabaseResource> _databases = [];

        public MySqlServerResource(string name, ParameterResource password)
            : base(name)
        {
            Image = "docker.io/library/mysql:9.7";
            PasswordParameter = password;
            PrimaryEndpoint = new EndpointReference(this, "tcp");
        }

        public ParameterResource PasswordParameter { get; }

        public EndpointReference PrimaryEndpoint { get; }

        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
            $"Server={PrimaryEndpoint.Property(EndpointProperty.Host)};Port={PrimaryEndpoint.Property(EndpointProperty.Port)};User ID=root;Password={PasswordParameter}");

        internal IReadOnlyList<MySqlDatabaseResource> Databases => _databases;

        internal void Add(MySqlDatabaseResource database) => _databases.Add(database);
    }

    public class MySqlDatabaseResource(string name, string databaseName, MySqlServerResource parent)
        : Resource(name), IResourceWithParent<MySqlServerResource>, IResourceWithConnectionString
    {
        public MySqlServerResource Parent => parent;

        public string DatabaseName => databaseName;

        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
            $"Server={Parent.PrimaryEndpoint.Property(EndpointProperty.Host)};Port={Parent.PrimaryEndpoint.Property(EndpointProperty.Port)};User ID=root;Password={Parent.PasswordParameter};Database={DatabaseName}");
    }
}

namespace Aspire.Hosting
{
    public static class MySqlBuilderExtensions
    {
        public static IResourceBuilder<MySqlServerResource> AddMySql(
            this IDistributedApplicationBuilder builder,
            string name,
            IResourceBuilder<ParameterResource>? password = null,
            int? port = null)
        {
            var generated = Guid.NewGuid().ToString("N")[..22];
            var server = new MySqlServerResource(
                name,
                password?.Resource ?? new ParameterResource($"{name}-password", () => builder.Configuration[$"Parameters:{name}-password"] ?? generated, secret: true));
            return builder.AddResource(server)
                .WithEndpoint(port: port, targetPort: MySqlServerResource.ContainerPort, name: "tcp")
                .WithAnnotation(new EnvironmentAnnotation(variables => variables["MYSQL_ROOT_PASSWORD"] = server.PasswordParameter))
                .WithDatabaseHealthCheck(server);
        }

        public static IResourceBuilder<MySqlDatabaseResource> AddDatabase(
            this IResourceBuilder<MySqlServerResource> builder,
            string name,
            string? databaseName = null)
        {
            var database = new MySqlDatabaseResource(name, databaseName ?? name, builder.Resource);
            builder.Resource.Add(database);
            return builder.ApplicationBuilder.AddResource(database);
        }

        public static IResourceBuilder<MySqlServerResource> WithDataVolume(
            this IResourceBuilder<MySqlServerResource> builder,
            string? name = null,
            bool isReadOnly = false)
        {
            builder.Resource.Volumes[name ?? $"{builder.Resource.Name}-data"] = "/var/lib/mysql" + (isReadOnly ? ":ro" : string.Empty);
            return builder;
        }

        // Healthy means: it answers, and the databases exist. Aspire creates them once the server is ready.
        private static IResourceBuilder<MySqlServerResource> WithDatabaseHealthCheck(
            this IResourceBuilder<MySqlServerResource> builder,
            MySqlServerResource server)
        {
            var key = $"{server.Name}_check";
            builder.ApplicationBuilder.Services.AddHealthChecks().AddAsyncCheck(key, async ct =>
            {
                await using var connection = new MySqlConnection(await server.ConnectionStringExpression.GetValueAsync(ct));
                await connection.OpenAsync(ct);
                foreach (var database in server.Databases)
                {
                    await using var create = connection.CreateCommand();
                    create.CommandText = $"CREATE DATABASE IF NOT EXISTS {new MySqlCommandBuilder().QuoteIdentifier(database.DatabaseName)}";
                    await create.ExecuteNonQueryAsync(ct);
                }

                return HealthCheckResult.Healthy();
            });
            return builder.WithHealthCheck(key);
        }
    }
}
