namespace Commerce.IntegrationTests;

/// <summary>Where the services are that are built with this project: in folders of the same shape as its own.</summary>
internal static class ServiceDll
{
    public static string Of(string project) =>
        Path.Combine(AppContext.BaseDirectory.Replace(
            Path.Combine("tests", "Commerce.IntegrationTests"), project, StringComparison.Ordinal), $"{project}.dll");
}
