namespace Commerce.AppHost.Dashboard;

/// <summary>A circuit breaker as the dashboard shows it: below the process that it lives in, because each process has its own.</summary>
/// <param name="circuit">Its name in that process.</param>
internal sealed class CircuitResource(string name, string circuit, ProjectResource process) : Resource(name), IResourceWithParent<ProjectResource>
{
    public const string Unknown = "UNKNOWN";

    public string Circuit => circuit;

    public ProjectResource Parent => process;
}
