using Microsoft.Extensions.Configuration;

namespace Commerce.AppHost;

/// <summary>The AppHost's own settings. <see cref="Help"/> explains them to the user.</summary>
internal static class StackKeys
{
    public const string ApiPort = "Commerce:Ports:Api";
    public const string PgPort = "Commerce:Ports:Pg";
    public const string WorkerPort = "Commerce:Ports:Worker";
    public const string ApiReplicas = "Commerce:Replicas:Api";
    public const string WorkerReplicas = "Commerce:Replicas:Worker";
    public const string Toss = "Commerce:Toss";
    public const string Console = "Commerce:Console";
    public const string Logs = "Commerce:Logs";
    public const string Database = "Commerce:Database";
    public const string MySqlSection = "Commerce:MySql";
    public const string MySqlExecutable = "Commerce:MySql:Executable";
    public const string MySqlFlavour = "Commerce:MySql:Flavour";
    public const string MySqlDataDirectory = "Commerce:MySql:DataDirectory";
    public const string MySqlNodes = "Commerce:MySql:Nodes";
    public const string MySqlPort = "Commerce:MySql:Port";
    public const string MySqlReuseEmptyDatabase = "Commerce:MySql:ReuseEmptyDatabase";

    private const string Section = "Commerce";

    public static readonly string[] All =
        [ApiPort, PgPort, WorkerPort, ApiReplicas, WorkerReplicas, Toss, Console, Logs, Database, MySqlExecutable,
            MySqlFlavour, MySqlDataDirectory, MySqlNodes, MySqlPort, MySqlReuseEmptyDatabase];

    /// <summary>A setting that is misspelt would otherwise do nothing, silently.</summary>
    /// <exception cref="SetupException">There is a key in the section that is none of ours.</exception>
    public static void EnsureAllKnown(IConfiguration configuration)
    {
        foreach (var (key, value) in configuration.GetSection(Section).AsEnumerable().Where(pair => pair.Value is not null))
        {
            if (!All.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                throw new SetupException($"{key} is '{value}': there is no such setting. There are: {string.Join(", ", All)}.");
            }
        }
    }
}
