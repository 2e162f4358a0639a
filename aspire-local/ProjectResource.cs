namespace Aspire.Hosting.ApplicationModel
{
    public class ProjectResource(string name) : Resource(name), IResourceWithEnvironment, IResourceWithServiceDiscovery, IResourceWithWaitSupport;
}

namespace Aspire.Hosting
{
    public interface IProjectMetadata : IResourceAnnotation
    {
        string ProjectPath { get; }
    }

    public static class ProjectResourceBuilderExtensions
    {
        public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
            where TProject : IProjectMetadata, new()
        {
            var metadata = new TProject();
            var project = builder.AddResource(new ProjectResource(name)).With(metadata);
            if (LaunchProfile.Read(Path.GetDirectoryName(metadata.ProjectPath)!, builder.Configuration["DOTNET_LAUNCH_PROFILE"]) is { } profile)
            {
                project.Apply(profile);
            }

            return project.With(new EnvironmentAnnotation(variables => AddTelemetry(variables, name, builder.Configuration)));
        }

        private static void Apply(this IResourceBuilder<ProjectResource> project, LaunchProfile profile)
        {
            foreach (var url in profile.ApplicationUrl.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(u => new Uri(u)))
            {
                project.WithEndpoint(url.Scheme, endpoint => (endpoint.UriScheme, endpoint.Port) = (url.Scheme, url.Port));
            }

            project.With(new EnvironmentAnnotation(variables =>
            {
                variables["ASPNETCORE_URLS"] = string.Join(';', project.Resource.All<EndpointAnnotation>().Select(e => e.Url));
                variables["DOTNET_LAUNCH_PROFILE"] = profile.Name;
                foreach (var (name, value) in profile.EnvironmentVariables)
                {
                    variables.TryAdd(name, Environment.ExpandEnvironmentVariables(value));
                }
            }));
        }

        // Aspire points these at its dashboard. There is none here, so they are set only when the AppHost was told of a collector.
        private static void AddTelemetry(Dictionary<string, object> variables, string name, ConfigurationManager configuration)
        {
            variables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
            variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
            if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 } collector)
            {
                return;
            }

            variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector;
            variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] ?? "grpc";
            variables["OTEL_SERVICE_NAME"] = name;
            variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={Guid.NewGuid():N}";
            variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
            if (configuration["ENVIRONMENT"] == "Development")
            {
                variables["OTEL_BSP_SCHEDULE_DELAY"] = variables["OTEL_BLRP_SCHEDULE_DELAY"] = variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
                variables["OTEL_TRACES_SAMPLER"] = "always_on";
                variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
            }
        }
    }
}
