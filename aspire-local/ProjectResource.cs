using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.ApplicationModel
{
    public class ProjectResource(string name) : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport;
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
            var project = builder.AddResource(new ProjectResource(name)).WithAnnotation<IProjectMetadata>(metadata);
            var wanted = builder.Configuration["AppHost:DefaultLaunchProfileName"] ?? builder.Configuration["DOTNET_LAUNCH_PROFILE"];
            if (LaunchProfile.Read(Path.GetDirectoryName(metadata.ProjectPath)!, wanted) is { } profile)
            {
                project.Apply(profile);
            }

            return project.AddTelemetry(builder);
        }

        private static void Apply(this IResourceBuilder<ProjectResource> project, LaunchProfile profile)
        {
            foreach (var url in (profile.ApplicationUrl ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries).Select(u => new Uri(u)))
            {
                project.WithEndpoint(url.Scheme, endpoint => (endpoint.UriScheme, endpoint.Port) = (url.Scheme, url.Port));
            }

            project.WithAnnotation(new EnvironmentAnnotation(variables =>
            {
                var urls = project.Resource.All<EndpointAnnotation>().Select(e => $"{e.UriScheme}://{e.TargetHost}:{e.AllocatedPort}");
                variables.TryAdd("ASPNETCORE_URLS", string.Join(';', urls));
                variables.TryAdd("DOTNET_LAUNCH_PROFILE", profile.Name);
                foreach (var (name, value) in profile.EnvironmentVariables)
                {
                    variables.TryAdd(name, Environment.ExpandEnvironmentVariables(value));
                }
            }));
        }

        // Aspire points these at its dashboard. There is none here, so they are set only when the AppHost was told of a collector.
        private static IResourceBuilder<ProjectResource> AddTelemetry(this IResourceBuilder<ProjectResource> project, IDistributedApplicationBuilder builder)
        {
            project.WithEnvironment("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true")
                .WithEnvironment("LOGGING__CONSOLE__FORMATTERNAME", "simple");
            if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 } collector)
            {
                return project;
            }

            project.WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", collector)
                .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] ?? "grpc")
                .WithEnvironment("OTEL_SERVICE_NAME", project.Resource.Name)
                .WithEnvironment("OTEL_RESOURCE_ATTRIBUTES", $"service.instance.id={Guid.NewGuid():N}"[..40])
                .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
            if (!builder.Environment.IsDevelopment())
            {
                return project;
            }

            return project.WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "1000").WithEnvironment("OTEL_BLRP_SCHEDULE_DELAY", "1000")
                .WithEnvironment("OTEL_METRIC_EXPORT_INTERVAL", "1000").WithEnvironment("OTEL_TRACES_SAMPLER", "always_on")
                .WithEnvironment("OTEL_METRICS_EXEMPLAR_FILTER", "trace_based");
        }
    }

    internal sealed class LaunchProfile
    {
        private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip };

        public string Name { get; private set; } = string.Empty;

        public string? ApplicationUrl { get; init; }

        public Dictionary<string, string> EnvironmentVariables { get; init; } = [];

        /// <summary>The profile of that name, else the first one; null when the project has no launch settings.</summary>
        public static LaunchProfile? Read(string projectDirectory, string? wanted)
        {
            var file = Path.Combine(projectDirectory, "Properties", "launchSettings.json");
            if (!File.Exists(file))
            {
                return null;
            }

            var profiles = JsonSerializer.Deserialize<LaunchSettings>(File.ReadAllText(file), Json)!.Profiles;
            var name = wanted is not null && profiles.ContainsKey(wanted) ? wanted : profiles.Keys.First();
            profiles[name].Name = name;
            return profiles[name];
        }

        private sealed record LaunchSettings(Dictionary<string, LaunchProfile> Profiles);
    }
}
