namespace Commerce.Hosting.MySql.Machine;

/// <summary>The command line of a living process.</summary>
internal static class ProcessCommand
{
    /// <summary>Empty when there is no such process, or none that this user may look at.</summary>
    public static async Task<string> OfAsync(int pid, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows())
        {
            return string.Empty;
        }

        if (!OperatingSystem.IsLinux())
        {
            return (await Tool.RunAsync("ps", ["-ww", "-o", "args=", "-p", $"{pid}"], ct)).Output;
        }

        try
        {
            return (await File.ReadAllTextAsync($"/proc/{pid}/cmdline", ct)).Replace('\0', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
