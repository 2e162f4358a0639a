using System.Security.Cryptography;
using MySqlConnector;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Run by the container engine, in the foreground, as a child like any other.</summary>
    public class ContainerResource(string name) : Resource(name), IResourceWithEnvironment, IResourceWithEndpoints, IResourceWithWaitSupport
    {
        internal string Image { get; init; } = string.Empty;
        internal List<string> Volumes { get; } = [];
    }

    public class MySqlServerResource : ContainerResource, IResourceWithConnectionString
    {
        internal MySqlServerResource(string name, ParameterResource password)
            : base(name) => (Image, PasswordParameter, PrimaryEndpoint) = ("docker.io/library/mysql:9.7", password, new EndpointReference(this, "tcp"));

        public ParameterResource PasswordParameter { get; }
        public EndpointReference PrimaryEndpoint { get; }

        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
            $"Server={PrimaryEndpoint.Property(EndpointProperty.Host)};Port={PrimaryEndpoint.Property(EndpointProperty.Port)};User ID=root;Password={PasswordParameter}");

        internal List<string> DatabaseNames { get; } = [];
    }

    public class MySqlDatabaseResource(string name, string databaseName, MySqlServerResource parent)
        : Resource(name), IResourceWithParent, IResourceWithConnectionString
    {
        IResource IResourceWithParent.Parent => parent;

        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{parent};Database={databaseName}");
    }
}

namespace Aspire.Hosting
{
    public static class MySqlBuilderExtensions
    {
        public static IResourceBuilder<MySqlServerResource> AddMySql(
            this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? password = null, int? port = null)
        {
            var generated = RandomNumberGenerator.GetHexString(22);
            var server = new MySqlServerResource(name, password?.Resource ?? new ParameterResource($"{name}-password", () => generated));
            builder.Services.AddHealthChecks().AddAsyncCheck($"{name}_check", ct => CheckAsync(server, ct));
            return builder.AddResource(server)
                .WithEndpoint(port: port, targetPort: 3306, name: "tcp")
                .With(new EnvironmentAnnotation(variables => variables["MYSQL_ROOT_PASSWORD"] = server.PasswordParameter))
                .WithHealthCheck($"{name}_check");
        }

        public static IResourceBuilder<MySqlDatabaseResource> AddDatabase(
            this IResourceBuilder<MySqlServerResource> builder, string name, string? databaseName = null)
        {
            builder.Resource.DatabaseNames.Add(databaseName ?? name);
            return builder.ApplicationBuilder.AddResource(new MySqlDatabaseResource(name, databaseName ?? name, builder.Resource));
        }

        public static IResourceBuilder<MySqlServerResource> WithDataVolume(
            this IResourceBuilder<MySqlServerResource> builder, string? name = null, bool isReadOnly = false)
        {
            builder.Resource.Volumes.Add($"{name ?? builder.Resource.Name}:/var/lib/mysql{(isReadOnly ? ":ro" : string.Empty)}");
            return builder;
        }

        // Healthy means that it answers and that its databases exist; Aspire makes those as soon as the server answers.
        private static async Task<HealthCheckResult> CheckAsync(MySqlServerResource server, CancellationToken ct)
        {
            await using var connection = new MySqlConnection(await server.ConnectionStringExpression.GetValueAsync(ct) + ";Pooling=False");
            await connection.OpenAsync(ct);
            foreach (var name in server.DatabaseNames.Select(new MySqlCommandBuilder().QuoteIdentifier))
            {
                await using var create = new MySqlCommand($"CREATE DATABASE IF NOT EXISTS {name}", connection);
                await create.ExecuteNonQueryAsync(ct);
            }

            return HealthCheckResult.Healthy();
        }
    }
}
