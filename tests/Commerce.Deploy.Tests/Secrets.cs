namespace Commerce.Deploy.Tests;

/// <summary>What may stand in no file of ours.</summary>
internal static class Secrets
{
    public static bool Is(string variable) =>
        variable.StartsWith("ConnectionStrings__", StringComparison.Ordinal)
        || variable.Contains("Secrets__", StringComparison.Ordinal)
        || variable.EndsWith("__Key", StringComparison.Ordinal)
        || variable.EndsWith("__SealingKey", StringComparison.Ordinal);
}
