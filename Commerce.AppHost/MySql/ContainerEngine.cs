using Microsoft.Extensions.Configuration;

namespace Commerce.AppHost.MySql;

/// <summary>Whether a container engine is there and answers: an installed client says nothing about its daemon.</summary>
internal static class ContainerEngine
{
    // Aspire's own key for the engine to use.
    private const string Key = "ASPIRE_CONTAINER_RUNTIME";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

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
