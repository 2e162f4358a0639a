namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>
/// Has MySqlConnector use the stable names of the semantic conventions: by the older ones every span would carry the connection string
/// and the user.
/// </summary>
internal static class StableDatabaseNames
{
    private const string Setting = "OTEL_SEMCONV_STABILITY_OPT_IN";
    private const string Database = "database";

    /// <summary>
    /// Data sources can be told so one by one, but not the connections that EF Core opens by itself for migrations; this holds for
    /// all. It is read once, when the first connection is opened, and a choice of the operator's stands.
    /// </summary>
    public static void Choose()
    {
        var chosen = Environment.GetEnvironmentVariable(Setting);
        if (chosen?.Contains(Database, StringComparison.Ordinal) != true)
        {
            Environment.SetEnvironmentVariable(Setting, string.IsNullOrEmpty(chosen) ? Database : $"{chosen},{Database}");
        }
    }
}
