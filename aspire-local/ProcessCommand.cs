namespace Aspire.Hosting;

/// <summary>How a resource is run: its command line and the variables that Aspire would inject.</summary>
internal sealed class ProcessCommand(IResource resource, DistributedApplicationBuilder builder)
{
    // As Aspire: these belong to the AppHost and must not leak into its children.
    private static readonly string[] NotInherited = ["ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    public async Task<ProcessStartInfo> ResolveAsync(CancellationToken ct)
    {
        var unresolved = new Dictionary<string, object>();
        resource.All<EnvironmentAnnotation>().ToList().ForEach(annotation => annotation.Apply(unresolved));
        var start = resource switch
        {
            ProjectResource project => Dotnet(project.All<IProjectMetadata>().Single().ProjectPath),
            ExecutableResource executable => new ProcessStartInfo(executable.Command, executable.Args) { WorkingDirectory = executable.WorkingDirectory },
            _ => Container((ContainerResource)resource, unresolved.Keys),
        };
        Array.ForEach(NotInherited, name => start.Environment.Remove(name));
        foreach (var (name, value) in unresolved)
        {
            start.Environment[name] = value is IValueProvider later ? await later.GetValueAsync(ct) : (string)value;
        }

        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        return start;
    }

    private ProcessStartInfo Dotnet(string project)
    {
        var program = builder.Metadata($"AspireLocal:{project}");
        if (!File.Exists(program))
        {
            throw new DistributedApplicationException($"{program ?? project} is not built. Build the AppHost: it builds what it starts.");
        }

        // The dotnet that runs this, which need not be the one on PATH, or there may be none.
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return new ProcessStartInfo(dotnet, [program]) { WorkingDirectory = Path.GetDirectoryName(project)! };
    }

    private ProcessStartInfo Container(ContainerResource container, IEnumerable<string> variables)
    {
        List<string> args = ["run", "--rm", "--name", $"{container.Name}-{Environment.ProcessId}"];
        args.AddRange(container.All<EndpointAnnotation>().SelectMany(e => new[] { "-p", $"127.0.0.1:{e.AllocatedPort}:{e.TargetPort}" }));
        args.AddRange(container.Volumes.SelectMany(volume => new[] { "-v", volume }));
        args.AddRange(variables.SelectMany(name => new[] { "-e", name })); // The values come from the environment: no secret on a command line.
        return new ProcessStartInfo(builder.Configuration["ASPIRE_CONTAINER_RUNTIME"] ?? "docker", [.. args, container.Image]);
    }
}
