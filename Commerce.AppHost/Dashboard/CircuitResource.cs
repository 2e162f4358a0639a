namespace Commerce.AppHost.Dashboard;

/// <summary>
/// A circuit breaker as the dashboard shows it: below the process that it lives in, because each process has its own. Not by
/// <see cref="IResourceWithParent"/>, with which it would take over the health of the process: a breaker is open where all is well.
/// </summary>
/// <param name="circuit">Its name in that process.</param>
internal sealed class CircuitResource(string name, string circuit, ProjectResource process) : Resource(name)
{
    public const string Unknown = "UNKNOWN";

    public string Circuit => circuit;

    public ProjectResource Process => process;
}
