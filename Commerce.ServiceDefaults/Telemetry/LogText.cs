namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>Values that may be missing, as words for a log line: "(null)" tells a reader nothing.</summary>
public static class LogText
{
    private const string None = "none";

    public static string OrNone<T>(this T? value)
        where T : struct => value?.ToString() ?? None;

    public static string OrNone(this string? value) => value ?? None;
}
