namespace Commerce.IntegrationTests;

/// <summary>Where the services stand that were built with this project.</summary>
internal static class BuiltService
{
    // They are built into folders of the same shape.
    public static string DllOf(string project) =>
        Path.Combine(AppContext.BaseDirectory.Replace(Path.Combine("tests", "Commerce.IntegrationTests"), project, StringComparison.Ordinal), $"{project}.dll");
}
