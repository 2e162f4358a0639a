namespace Commerce.ServiceDefaults.Health;

/// <summary>What a health check tells about, beside the process's health as a whole.</summary>
public static class HealthTags
{
    /// <summary>Whether the process answers at all. It asks for nothing else: a restart mends no database.</summary>
    public const string Live = "live";

    /// <summary>Whether requests should be sent to this process now.</summary>
    public const string Ready = "ready";
}
