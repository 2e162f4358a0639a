using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Commerce.AppHost.Replicas;

/// <summary>How many processes of each service there are.</summary>
internal sealed record ReplicaCounts(int Api, int Worker)
{
    private const int Most = 16;

    /// <exception cref="SetupException">A value is no such number.</exception>
    public static ReplicaCounts Read(IConfiguration configuration) => new(
        Parse(configuration[StackKeys.ApiReplicas], StackKeys.ApiReplicas),
        Parse(configuration[StackKeys.WorkerReplicas], StackKeys.WorkerReplicas));

    /// <summary>Whether a process has another one of its kind, or of another kind, to learn from.</summary>
    public bool AreSeveral => Api > 1 || Worker > 1;

    private static int Parse(string? text, string key) => text switch
    {
        null or "" => 1,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Most => count,
        _ => throw new SetupException($"{key} is '{text}': it must be a whole number from 1 to {Most}."),
    };
}
