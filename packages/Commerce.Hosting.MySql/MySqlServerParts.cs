using Commerce.Hosting.MySql.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Commerce.Hosting.MySql;

/// <summary>What a server and a group have in common when they are added.</summary>
internal static class MySqlServerParts
{
    /// <summary>The given password, or one that is made up once and kept in the data folder.</summary>
    public static IResourceBuilder<ParameterResource> PasswordOf(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? given, MySqlSettings settings) =>
        (given, builder.ExecutionContext.IsPublishMode) switch
        {
            ({ } parameter, _) => parameter,
            (null, true) => builder.AddParameter($"{name}-password", secret: true),
            (null, false) => builder.AddParameter($"{name}-password", () => MySqlDataFolder.Open(settings).Password, secret: true),
        };

    /// <summary>The image that MySQL's makers publish, with root's password.</summary>
    public static IResourceBuilder<T> WithOfficialImage<T>(this IResourceBuilder<T> container, int? port, ParameterResource password)
        where T : ContainerResource, IResourceWithEnvironment, IResourceWithEndpoints => container
        .WithImage("library/mysql", "9.7")
        .WithImageRegistry("docker.io")
        .WithEndpoint(port: port, targetPort: 3306, scheme: "tcp", name: "tcp")
        .WithEnvironment("MYSQL_ROOT_PASSWORD", password);

    public static IResourceBuilder<T> WithCheck<T>(this IResourceBuilder<T> builder, Func<T, IHealthCheck> check)
        where T : IResource
    {
        var key = $"{builder.Resource.Name}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration(key, _ => check(builder.Resource), failureStatus: null, tags: null));
        return builder.WithHealthCheck(key);
    }
}
