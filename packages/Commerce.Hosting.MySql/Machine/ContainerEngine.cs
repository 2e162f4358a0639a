using Microsoft.Extensions.Configuration;

namespace Commerce.Hosting.MySql.Machine;

/// <summary>Whether a container engine is there and answers: an installed client says nothing about its daemon.</summary>
internal static class ContainerEngine
{
    // Aspire's own key for the engine to use.
    private const string Key = "ASPIRE_CONTAINER_RUNTIME";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <exception cref="DistributedApplicationException">It must be a container, and no engine answers.</exception>
    public static bool IsWanted(MySqlRunAs runAs, string name, IConfiguration configuration)
    {
        // A container and a process are different resources, so this is known before one is added: at most a few seconds.
        var answers = runAs != MySqlRunAs.Process && Task.Run(() => AnswersAsync(configuration)).GetAwaiter().GetResult();
        return answers || runAs != MySqlRunAs.Container
            ? answers
            : throw new DistributedApplicationException(
                $"'{name}' must run in a container, but neither Docker nor Podman answers here. Start one.");
    }

    /// <summary>Asks Docker, then Podman (or the one that is configured), and leaves in the configuration which one answered.</summary>
    public static async Task<bool> AnswersAsync(IConfiguration configuration)
    {
        string[] engines = configuration[Key] is { Length: > 0 } configured ? [configured] : ["docker", "podman"];
        foreach (var engine in engines)
        {
            if (Tool.Find(engine) is { } path && await AnswersAsync(path))
            {
                configuration[Key] = engine;
                return true;
            }
        }

        return false;
    }

    /// <summary>The program of the engine that answered before; null where it is no more.</summary>
    public static string? Find(IConfiguration configuration) =>
        configuration[Key] is { Length: > 0 } engine ? Tool.Find(engine) : null;

    private static async Task<bool> AnswersAsync(string engine)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var answer = await Tool.RunAsync(engine, ["info"], limit.Token);
            return answer.ExitCode == 0;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
