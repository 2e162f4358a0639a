using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.AppHost.Dashboard;

/// <summary>Has the console tell how the start goes.</summary>
internal static class WelcomeExtensions
{
    /// <param name="services">In the order of their start, the last one last.</param>
    public static void AddWelcome(
        this IDistributedApplicationBuilder builder,
        ServiceLogs logs,
        EndpointReference api,
        EndpointReference pg,
        IReadOnlyList<IResourceBuilder<ProjectResource>> services)
    {
        if (!DashboardPorts.AreUsed(builder.Configuration))
        {
            return;
        }

        var welcome = new Welcome(builder.Configuration, logs);
        foreach (var service in services)
        {
            service.OnResourceStopped((resource, stopped, _) =>
            {
                if (!stopped.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested)
                {
                    welcome.Stopped(resource);
                }

                return Task.CompletedTask;
            });
        }

        services[^1].OnResourceReady((_, _, _) =>
        {
            welcome.Ready(api, pg);
            return Task.CompletedTask;
        });
    }
}
