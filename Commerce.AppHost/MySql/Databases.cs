using Microsoft.Extensions.Configuration;
using MySqlConnector;

namespace Commerce.AppHost.MySql;

/// <summary>The two databases of the stack, wherever they live. What needs one waits for it.</summary>
internal sealed record Databases(
    IResourceBuilder<IResourceWithConnectionString> Commerce,
    IResourceBuilder<IResourceWithConnectionString> PaymentGateway)
{
    public const string CommerceName = "commerce";
    public const string PaymentGatewayName = "paymentgateway";
    public const string ServerName = "mysql";
}

/// <summary>Decides where the databases live: yours, in a container, or in a mysqld of our own.</summary>
internal static class DatabasesExtensions
{
    /// <exception cref="SetupException">The configuration is wrong, or no database can be had on this machine.</exception>
    public static async Task<Databases> AddDatabasesAsync(this IDistributedApplicationBuilder builder)
    {
        if (AreConfigured(builder.Configuration))
        {
            return new Databases(builder.AddConnectionString(Databases.CommerceName), builder.AddConnectionString(Databases.PaymentGatewayName));
        }

        return await IsContainerWantedAsync(builder) ? builder.AddMySqlContainer() : await builder.AddLocalMySqlAsync();
    }

    private static bool AreConfigured(IConfiguration configuration)
    {
        string[] names = [Databases.CommerceName, Databases.PaymentGatewayName];
        var missing = names.Where(name => string.IsNullOrWhiteSpace(configuration.GetConnectionString(name))).ToList();
        return missing.Count switch
        {
            0 => names.All(name => IsReadable(name, configuration.GetConnectionString(name)!)),
            2 => false,
            _ => throw new SetupException(
                $"ConnectionStrings:{missing[0]} is not set although ConnectionStrings:{names.Except(missing).Single()} is: set both, or none to get a MySQL from the AppHost."),
        };
    }

    // The value is not repeated: it holds a password.
    private static bool IsReadable(string name, string connectionString)
    {
        try
        {
            return new MySqlConnectionStringBuilder(connectionString).Server.Length > 0
                ? true
                : throw new SetupException($"ConnectionStrings:{name} names no server: it must look like Server=host;User ID=user;Password=...;Database={name}");
        }
        catch (ArgumentException e)
        {
            throw new SetupException($"ConnectionStrings:{name} cannot be read: {e.Message}", e);
        }
    }

    private static async Task<bool> IsContainerWantedAsync(IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return true;
        }

        return builder.Configuration[StackKeys.Database]?.ToLowerInvariant() switch
        {
            "container" when await ContainerEngine.AnswersAsync(builder.Configuration) => true,
            "container" => throw new SetupException($"{StackKeys.Database} is 'container', but neither Docker nor Podman answers here. Start one, or set {StackKeys.Database}=local."),
            "local" => false,
            null or "" or "auto" => await ContainerEngine.AnswersAsync(builder.Configuration),
            var other => throw new SetupException($"{StackKeys.Database} is '{other}': it must be auto, local or container."),
        };
    }

    private static Databases AddMySqlContainer(this IDistributedApplicationBuilder builder)
    {
        var server = builder.ExecutionContext.IsPublishMode
            ? builder.AddMySqlContainer(Databases.ServerName, builder.AddParameter("mysql-password", secret: true))
            : builder.AddMySqlWithKeptData();
        return new Databases(server.AddDatabase(Databases.CommerceName, create: true), server.AddDatabase(Databases.PaymentGatewayName, create: true));
    }

    // The server takes its password when its volume is new, so each password has a volume of its own: they can never disagree.
    private static IResourceBuilder<MySqlContainerResource> AddMySqlWithKeptData(this IDistributedApplicationBuilder builder)
    {
        var folder = MySqlDataFolder.Of(builder);
        var password = builder.AddParameter("mysql-password", () => folder.Password, secret: true);
        return builder.AddMySqlContainer(Databases.ServerName, password).WithVolume($"commerce-mysql-{folder.Fingerprint}", "/var/lib/mysql");
    }
}
