using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>How a resource is run: its command line and the variables that Aspire would inject.</summary>
internal sealed class ProcessCommand(IResource resource, DistributedApplicationBuilder builder)
{
    // As Aspire: these belong to the AppHost and must not leak into its children.
    private static readonly string[] NotInherited = ["ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    public async Task<ProcessStartInfo> ResolveAsync(CancellationToken ct)
    {
        var variables = await VariablesAsync(ct);
        var start = resource switch
        {
            ProjectResource project => Dotnet(project.All<IProjectMetadata>().Single().ProjectPath),
            ExecutableResource executable => new ProcessStartInfo(executable.Command, executable.Args) { WorkingDirectory = executable.WorkingDirectory },
            ContainerResource container => Container(container, variables),
            _ => throw new DistributedApplicationException($"'{resource.Name}' is not a process."),
        };
        Array.ForEach(NotInherited, name => start.Environment.Remove(name));
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        return start;
    }

    private ProcessStartInfo Dotnet(string project)
    {
        var program = builder.Metadata($"AspireLocal:{project}");
        if (!File.Exists(program))
        {
            throw new DistributedApplicationException($"{program ?? project} is not built. Build the AppHost first: it builds what it starts.");
        }

        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return new ProcessStartInfo(dotnet, [program]) { WorkingDirectory = Path.GetDirectoryName(project)! };
    }

    private static ProcessStartInfo Container(ContainerResource container, Dictionary<string, string> variables)
    {
        var engine = Environment.GetEnvironmentVariable("ASPIRE_CONTAINER_RUNTIME") ?? "docker";
        List<string> args = ["run", "--rm", "--name", $"{container.Name}-{Environment.ProcessId}"];
        args.AddRange(container.All<EndpointAnnotation>().SelectMany(e => new[] { "-p", $"127.0.0.1:{e.AllocatedPort}:{e.TargetPort}" }));
        args.AddRange(container.Volumes.SelectMany(v => new[] { "-v", $"{v.Key}:{v.Value}" }));
        args.AddRange(variables.Keys.SelectMany(name => new[] { "-e", name })); // The value comes from the environment: no secret in `ps`.
        return new ProcessStartInfo(engine, [.. args, container.Image]);
    }

    private async Task<Dictionary<string, string>> VariablesAsync(CancellationToken ct)
    {
        var unresolved = new Dictionary<string, object>();
        foreach (var annotation in resource.All<EnvironmentAnnotation>().ToList())
        {
            annotation.Apply(unresolved);
        }

        var variables = new Dictionary<string, string>();
        foreach (var (name, value) in unresolved)
        {
            variables[name] = (value is IValueProvider provider ? await provider.GetValueAsync(ct) : value.ToString()) ?? string.Empty;
        }

        return variables;
    }
}
