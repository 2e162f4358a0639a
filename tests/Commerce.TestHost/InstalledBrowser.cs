namespace Commerce.TestHost;

/// <summary>The machine's own Chromium. Nothing is downloaded; without one, tests that need a browser are skipped.</summary>
public static class InstalledBrowser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Null: there is none.</summary>
    public static string? Executable { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .SelectMany(_ => Names, Path.Combine)
        .FirstOrDefault(File.Exists);

    public static string MissingReason => $"No browser here: none of {string.Join(", ", Names)} is on PATH.";
}
