using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// Runs the AppHost's own entry point on a thread of its own, stops it where it builds, hands its builder to the test,
/// and lets it go on when the test builds.
/// </summary>
internal sealed class TestingSession(Assembly appHost, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
{
    public static readonly AsyncLocal<TestingSession?> Current = new();

    private readonly TaskCompletionSource<DistributedApplicationBuilder> _builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goOn = new();

    public Assembly AppHost => appHost;

    public TaskCompletionSource<DistributedApplication> Built { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Exited => _exited.Task;

    public Task<DistributedApplicationBuilder> BeginAsync(CancellationToken ct)
    {
        var thread = new Thread(Enter) { IsBackground = true, Name = "AppHost under test" };
        thread.Start();
        return _builder.Task.WaitAsync(ct);
    }

    public void Configure(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        options.Args = settings.Args = [.. options.Args ?? [], .. args];
        options.DisableDashboard = true;
        settings.ContentRootPath = Metadata(appHost);
        settings.Configuration = new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection(LaunchVariables(settings.ContentRootPath));
        configure(options, settings);
    }

    public void HandOver(DistributedApplicationBuilder builder)
    {
        _builder.TrySetResult(builder);
        _goOn.Wait();
    }

    public void GoOn() => _goOn.Set();

    private void Enter()
    {
        Current.Value = this;
        Exception? failure = null;
        try
        {
            var code = appHost.EntryPoint!.Invoke(null, appHost.EntryPoint.GetParameters().Length == 0 ? null : [args]);
            failure = new InvalidOperationException($"The entry point exited without ever building an AppHost (exit code {code ?? 0}).");
        }
        catch (TargetInvocationException e)
        {
            failure = e.InnerException ?? e;
        }

        _builder.TrySetException(failure);
        Built.TrySetException(failure);
        Started.TrySetException(failure);
        _exited.TrySetResult();
    }

    private static string? Metadata(Assembly assembly) =>
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "AppHostProjectPath")?.Value;

    // As `dotnet run` would: the variables of the AppHost's first launch profile.
    private static IEnumerable<KeyValuePair<string, string?>> LaunchVariables(string? directory)
    {
        var profile = directory is null ? null : LaunchProfile.Read(directory, wanted: null);
        foreach (var (name, value) in profile?.EnvironmentVariables ?? [])
        {
            yield return new(name, value);
            if (name.StartsWith("DOTNET_", StringComparison.Ordinal))
            {
                yield return new(name["DOTNET_".Length..], value); // As the host does for its own variables.
            }
        }
    }
}
