using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Commerce.TestHost;

/// <summary>The steps from nothing to a healthy stack.</summary>
internal static class CommerceStackStart
{
    // A process of its own can be killed and frozen like the others. Where none can be had, tests do with a container.
    private static readonly string Database = OperatingSystem.IsLinux() ? "local" : "auto";

    private const string CommerceConnection = $"ConnectionStrings__{StackResources.CommerceDatabase}";

    public static async Task<CommerceStack> RunAsync(CommerceStackOptions options, string name, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.StartLimit);
        var folder = new DataFolder(options.DataFolder);
        var output = new ServiceOutput();
        IDistributedApplicationTestingBuilder? builder = null;
        CommerceStack? stack = null;
        try
        {
            builder = await CreateBuilderAsync(options, folder, output, limit.Token);
            stack = new CommerceStack(await builder.BuildAsync(limit.Token), builder, output, folder, name);
            await StartAsync(stack.App, options, limit.Token);
            return stack;
        }
        catch (Exception e)
        {
            await output.UntilQuietAsync();
            var message = $"The stack did not start: {e.Message}{Environment.NewLine}{output.Tail(linesEach: 30)}";
            if (stack is not null)
            {
                await stack.DisposeAsync();
            }
            else
            {
                await (builder?.DisposeAsync() ?? ValueTask.CompletedTask);
                folder.Dispose();
            }

            throw new InvalidOperationException(message, e);
        }
    }

    // The start lasts until the last resource has begun, and one that waits for a service that died waits for ever: who sees that first,
    // ends it.
    private static async Task StartAsync(DistributedApplication app, CommerceStackOptions options, CancellationToken ct)
    {
        var starting = app.StartAsync(ct);
        var healthy = HealthyAsync(app, options, ct);
        await await Task.WhenAny(starting, healthy);
        await Task.WhenAll(starting, healthy);
    }

    private static async Task<IDistributedApplicationTestingBuilder> CreateBuilderAsync(
        CommerceStackOptions options,
        DataFolder folder,
        ServiceOutput output,
        CancellationToken ct)
    {
        string[] args =
        [
            $"--Commerce:Database={Database}", $"--Commerce:MySql:DataDirectory={folder.Path}", "--Commerce:MySql:Port=0",
            "--Commerce:MySql:ReuseEmptyDatabase=true",
            "--Commerce:Ports:Api=0", "--Commerce:Ports:Pg=0", "--Commerce:Ports:Worker=0",
            .. DatabaseFlavour.AppHostArgs, .. ReplicasUnderTest.AppHostArgs, .. options.AppHostArgs,
        ];
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Commerce_AppHost>(args, ct);
        builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(output));
        foreach (var resource in StackResources.Services)
        {
            // There is no dashboard that listens.
            Each(builder, resource, process => process.WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", string.Empty));
        }

        if (!options.LimitsAsShipped)
        {
            // On a slow machine the first orders after a start take their time.
            Each(builder, StackResources.Api, process => process.WithEnvironment("Database__NewWorkTimeout", "00:01:00"));
        }

        foreach (var (resource, name, value) in options.Environment)
        {
            Each(builder, resource, process => process.WithEnvironment(name, value));
        }

        foreach (var (resource, settings) in options.DatabaseSettings)
        {
            var database = builder.Resources.OfType<IResourceWithConnectionString>().Single(r => r.Name == StackResources.CommerceDatabase);
            Each(builder, resource, process => process.WithEnvironment(CommerceConnection, $"{database};{settings}"));
        }

        if (options.DatabaseServerArgs.Count > 0)
        {
            builder.Resources.Single(resource => resource.Name == StackResources.MySql).Annotations.Add(
                new CommandLineArgsCallbackAnnotation(given => options.DatabaseServerArgs.ToList().ForEach(given.Add)));
        }

        foreach (var resource in options.DatabaseOnly ? StackResources.Services : [])
        {
            Each(builder, resource, process => process.WithExplicitStart());
        }

        return builder;
    }

    private static void Each(
        IDistributedApplicationTestingBuilder builder, string service, Action<IResourceBuilder<ProjectResource>> describe)
    {
        var processes = builder.Resources.OfType<ProjectResource>().ToDictionary(resource => resource.Name);
        foreach (var name in StackResources.InstancesOf(service, processes.Keys))
        {
            describe(builder.CreateResourceBuilder(processes[name]));
        }
    }

    private static async Task HealthyAsync(DistributedApplication app, CommerceStackOptions options, CancellationToken ct)
    {
        var services = app.Services.GetRequiredService<DistributedApplicationModel>().Resources
            .Where(resource => resource is IResourceWithEndpoints && StackResources.Services.Any(service =>
                StackResources.InstancesOf(service, [resource.Name]) is [var name] && name == resource.Name))
            .Select(resource => resource.Name);
        string[] wanted = options.DatabaseOnly ? [StackResources.MySql] : [StackResources.MySql, .. services];
        foreach (var resource in wanted)
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync(resource, WaitBehavior.StopOnResourceUnavailable, ct);
        }
    }
}
