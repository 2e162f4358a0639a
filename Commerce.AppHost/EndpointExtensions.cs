namespace Commerce.AppHost;

/// <summary>How the stack's services are reached.</summary>
internal static class EndpointExtensions
{
    /// <summary>
    /// Lets the process itself listen on <paramref name="port"/>, with no proxy in front: a service that is down refuses
    /// connections, here as in production. Whoever calls it must tell "never sent" from "no answer".
    /// </summary>
    public static IResourceBuilder<ProjectResource> OnPort(this IResourceBuilder<ProjectResource> project, int port)
    {
        if (project.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return project;
        }

        // Without a certificate too, which no endpoint would use: where there is none, Aspire warns of it on every page of the dashboard.
        return project.WithoutHttpsCertificate().WithEndpoint("http", endpoint =>
        {
            endpoint.Port = port;
            endpoint.TargetPort = port;
            endpoint.IsProxied = false;
        });
    }
}
