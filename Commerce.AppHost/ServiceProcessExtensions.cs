using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.AppHost;

/// <summary>How the stack's services run and how they are reached.</summary>
internal static class ServiceProcessExtensions
{
    // Aspire sets always_on, which records also what a caller says that it does not record.
    private const string Sampler = "OTEL_TRACES_SAMPLER";
    private const string SamplesByParent = "parentbased_always_on";

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
        return project.WithBuiltProgram().WithoutHttpsCertificate().WithEnvironment(Sampler, SamplesByParent).WithEndpoint(
            "http", endpoint =>
        {
            endpoint.Port = port;
            endpoint.TargetPort = port;
            endpoint.IsProxied = false;
        });
    }

    /// <summary>
    /// Healthy as soon as <paramref name="path"/> answers well. Aspire alone asks a service that is not there yet after 1, 2, 3 … seconds,
    /// and whatever waits for it loses them; this check stays with it until it is.
    /// </summary>
    public static IResourceBuilder<T> WithPromptHealthCheck<T>(this IResourceBuilder<T> service, string path)
        where T : IResourceWithEndpoints
    {
        var key = $"{service.Resource.Name}_health";
        var endpoint = service.GetEndpoint("http");
        service.ApplicationBuilder.Services.AddHealthChecks().AddAsyncCheck(key, ct => PromptHealthCheck.ExecuteAsync(endpoint, path, ct));
        return service.WithHealthCheck(key);
    }

    // Aspire runs a project through `dotnet run`, which evaluates it once more and stays beside it: seconds and 65 MB for each.
    // An IDE and `dotnet watch` have their own ways of running it, and so has a project that was not built here.
    private static IResourceBuilder<ProjectResource> WithBuiltProgram(this IResourceBuilder<ProjectResource> project)
    {
        var configuration = project.ApplicationBuilder.Configuration;
        var program = ProgramOf(project.Resource.GetProjectMetadata().ProjectPath);
        if (configuration["DEBUG_SESSION_PORT"] is not null || configuration.GetValue<bool>("DOTNET_WATCH") || !File.Exists(program))
        {
            return project;
        }

        return project
            .WithAnnotation(new ExecutableAnnotation
            { Command = "dotnet", WorkingDirectory = Path.GetDirectoryName(project.Resource.GetProjectMetadata().ProjectPath)! })
            .WithArgs(program);
    }

    // bin/<configuration>/<framework>, as the AppHost's own program lies in its folder.
    private static string ProgramOf(string project)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(Path.GetDirectoryName(project)!, "bin", framework.Parent!.Name, framework.Name,
            Path.GetFileNameWithoutExtension(project) + ".dll");
    }
}
