using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Commerce.AppHost;

/// <summary>The two databases of the stack, wherever they live. What needs one waits for it.</summary>
internal sealed record Databases(
    IResourceBuilder<IResourceWithConnectionString> Commerce,
    IResourceBuilder<IResourceWithConnectionString> PaymentGateway)
{
    public const string CommerceName = "commerce";
    public const string PaymentGatewayName = "paymentgateway";
    public const string ServerName = "mysql";
}

/// <summary>Decides where the databases live: in a server of yours, or in one of the stack.</summary>
internal static class DatabasesExtensions
{
    /// <exception cref="DistributedApplicationException">
    /// The configuration is wrong, or no container engine answers although one is asked for.
    /// </exception>
    public static Databases AddDatabases(this IDistributedApplicationBuilder builder)
    {
        if (AreConfigured(builder.Configuration))
        {
            return new Databases(
                builder.AddMySqlConnectionString(Databases.CommerceName), builder.AddMySqlConnectionString(Databases.PaymentGatewayName));
        }

        var server = AddServer(builder).WithDataFolder(Path.Combine("..", ".data", "mysql")).WithDataVolume();
        return new Databases(server.AddDatabase(Databases.CommerceName), server.AddDatabase(Databases.PaymentGatewayName));
    }

    private static IResourceBuilder<IMySqlResource> AddServer(IDistributedApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var isGroup = string.Equals(configuration[StackKeys.Database], "group", StringComparison.OrdinalIgnoreCase);
        var port = StackPorts.IsAny(configuration, StackKeys.MySqlPort) && isGroup || builder.ExecutionContext.IsPublishMode
            ? (int?)null
            : StackPorts.Choose(configuration, StackKeys.MySqlPort, Databases.ServerName, standard: 0);
        return isGroup
            ? builder.AddMySqlGroup(
                Databases.ServerName, Nodes(configuration[StackKeys.MySqlNodes]), port: port, configurationSection: StackKeys.MySqlSection)
            : builder.AddMySqlServer(
                Databases.ServerName,
                port: port,
                configurationSection: StackKeys.MySqlSection,
                runAs: RunAs(configuration[StackKeys.Database]));
    }

    private static int Nodes(string? setting) => setting switch
    {
        null or "" => 3,
        "3" or "5" or "7" or "9" => int.Parse(setting, CultureInfo.InvariantCulture),
        _ => throw new SetupException(
            $"{StackKeys.MySqlNodes} is '{setting}': it must be 3, 5, 7 or 9, so that more than half of them can be left."),
    };

    private static bool AreConfigured(IConfiguration configuration)
    {
        string[] names = [Databases.CommerceName, Databases.PaymentGatewayName];
        var missing = names.Where(name => string.IsNullOrWhiteSpace(configuration.GetConnectionString(name))).ToList();
        return missing.Count switch
        {
            0 => true,
            2 => false,
            _ => throw new SetupException(
                $"ConnectionStrings:{missing[0]} is not set although ConnectionStrings:{names.Except(missing).Single()} is: set both, or "
                + "none to get a MySQL from the AppHost."),
        };
    }

    private static MySqlRunAs RunAs(string? setting) => setting?.ToLowerInvariant() switch
    {
        null or "" or "auto" => MySqlRunAs.Auto,
        "container" => MySqlRunAs.Container,
        "local" => MySqlRunAs.Process,
        var other => throw new SetupException($"{StackKeys.Database} is '{other}': it must be auto, local, container or group."),
    };
}
