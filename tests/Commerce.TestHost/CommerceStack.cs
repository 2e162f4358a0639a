using System.Runtime.CompilerServices;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Commerce.TestHost;

/// <summary>
/// The whole stack, started by the real AppHost as real processes on free ports with a database of its own.
/// Disposing it stops every process and deletes the database. Where a service has several processes, its name stands for all of them.
/// </summary>
public sealed class CommerceStack : IAsyncDisposable
{
    private static readonly TimeSpan CommandLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly DistributedApplication _app;
    private readonly IAsyncDisposable _builder;
    private readonly ServiceOutput _output;
    private readonly IDisposable _folder;
    private readonly string _name;

    internal CommerceStack(DistributedApplication app, IAsyncDisposable builder, ServiceOutput output, IDisposable folder, string name) =>
        (_app, _builder, _output, _folder, _name) = (app, builder, output, folder, name);

    /// <summary>The AppHost's own interface, for what this class does not offer.</summary>
    public DistributedApplication App => _app;

    /// <summary>Starts a stack and waits until all of it is healthy.</summary>
    /// <param name="caller">Filled in by the compiler: what the services print is kept under its name.</param>
    /// <exception cref="InvalidOperationException">It did not start; the message ends with the services' last lines.</exception>
    public static Task<CommerceStack> CreateAsync(
        CommerceStackOptions? options = null, CancellationToken cancellationToken = default, [CallerFilePath] string caller = "") =>
        CommerceStackStart.RunAsync(options ?? new CommerceStackOptions(), Path.GetFileNameWithoutExtension(caller), cancellationToken);

    /// <summary>A client for a service, for example <see cref="StackResources.Api"/>. The caller disposes it.</summary>
    public HttpClient CreateClient(string resource) => _app.CreateHttpClient(AddressedAs(resource));

    /// <summary>The base address of a service; of its first process where it has several and no address before them.</summary>
    public Uri AddressOf(string resource) => _app.GetEndpoint(AddressedAs(resource));

    /// <summary>
    /// The connection string of <see cref="StackResources.CommerceDatabase"/> or <see cref="StackResources.PaymentGatewayDatabase"/>.
    /// </summary>
    public async Task<string> ConnectionStringAsync(string database, CancellationToken cancellationToken = default) =>
        await _app.GetConnectionStringAsync(database, cancellationToken)
        ?? throw new InvalidOperationException($"There is no connection string named {database}.");

    /// <summary>The names of a service's processes: its own, or those of its replicas where there are several.</summary>
    public IReadOnlyList<string> ProcessesOf(string resource) => StackResources.InstancesOf(
        resource,
        _app.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<ProjectResource>()
            .Select(process => process.Name));

    /// <summary>What a service has written to its console so far, its errors among it.</summary>
    public IReadOnlyList<string> OutputOf(string resource) => [.. ProcessesOf(resource).SelectMany(_output.Of)];

    /// <summary>The last lines of every service, for the message of a failed test.</summary>
    public string OutputTail(int linesEach = 40) => _output.Tail(linesEach);

    /// <summary>Ends a service in good order and waits until it is gone. A frozen one is woken to hear it.</summary>
    public Task StopAsync(string resource, CancellationToken cancellationToken = default) => EachAsync(resource, async process =>
    {
        ProcessTree.Resume(RunningPidOf(process));
        await CommandAsync(process, KnownResourceCommands.StopCommand, cancellationToken);
        await UntilAsync(process, IsDown, cancellationToken);
    });

    /// <summary>Starts a service that is down, and waits until it is healthy.</summary>
    public Task StartAsync(string resource, CancellationToken cancellationToken = default) => EachAsync(resource, async process =>
    {
        await CommandAsync(process, KnownResourceCommands.StartCommand, cancellationToken);
        await UntilAsync(process, IsHealthy, cancellationToken);
    });

    /// <summary>Ends a service in good order, starts it again, and waits until the new process is healthy.</summary>
    public Task RestartAsync(string resource, CancellationToken cancellationToken = default) => EachAsync(resource, async process =>
    {
        var before = PidOf(process);
        ProcessTree.Resume(RunningPidOf(process));
        await CommandAsync(process, KnownResourceCommands.RestartCommand, cancellationToken);
        await UntilAsync(process, e => IsHealthy(e) && PidOf(e) != before, cancellationToken);
    });

    /// <summary>
    /// Kills a service with signal 9, as a crash would, and waits until it is gone. It stays down until <see cref="StartAsync"/>.
    /// </summary>
    public Task KillAsync(string resource, CancellationToken cancellationToken = default) => EachAsync(resource, process =>
    {
        ProcessTree.Kill(RunningPidOf(process));
        return UntilAsync(process, IsDown, cancellationToken);
    });

    /// <summary>Freezes a service (SIGSTOP): its connections stay open and nothing answers.</summary>
    public void Pause(string resource) => Each(resource, ProcessTree.Pause);

    /// <summary>Lets a frozen service go on.</summary>
    public void Resume(string resource) => Each(resource, ProcessTree.Resume);

    /// <summary>The process id of a service, of its first process where it has several; null when that is down.</summary>
    public int? PidOf(string resource) =>
        _app.ResourceNotifications.TryGetCurrentState(ProcessesOf(resource)[0], out var current) ? PidOf(current) : null;

    /// <summary>How much processor time a service has used since it began.</summary>
    public TimeSpan ProcessorTimeOf(string resource) => ProcessesOf(resource).Select(RunningPidOf).Select(ProcessTree.ProcessorTime)
        .Aggregate(TimeSpan.Zero, (sum, time) => sum + time);

    /// <summary>How much memory a service holds now, in bytes.</summary>
    public long MemoryOf(string resource) => ProcessesOf(resource).Select(RunningPidOf).Sum(ProcessTree.Memory);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var programs = _app.Services.GetRequiredService<DistributedApplicationModel>().Resources.Where(r => r is not IResourceWithParent);
        foreach (var pid in programs.SelectMany(resource => ProcessesOf(resource.Name)).Select(PidOf).OfType<int>())
        {
            ProcessTree.Resume(pid); // What a test left frozen would not hear that it should end.
        }

        await _app.DisposeAsync();
        await _builder.DisposeAsync();
        _output.Keep(_name);
        _folder.Dispose();
    }

    private string AddressedAs(string resource) =>
        _app.Services.GetRequiredService<DistributedApplicationModel>().Resources.Any(known => known.Name == resource)
            ? resource
            : ProcessesOf(resource)[0];

    private Task EachAsync(string resource, Func<string, Task> act) => Task.WhenAll(ProcessesOf(resource).Select(act));

    private void Each(string resource, Action<int> act)
    {
        foreach (var process in ProcessesOf(resource))
        {
            act(RunningPidOf(process));
        }
    }

    private int RunningPidOf(string resource) => PidOf(resource)
        ?? throw new InvalidOperationException($"{resource} has no process.");

    private static int? PidOf(ResourceEvent e) =>
        IsRunning(e) && e.Snapshot.Properties.FirstOrDefault(p => p.Name == "executable.pid")?.Value is int pid ? pid : null;

    // A node of a group shows what it is in the group instead of Aspire's word.
    private static bool IsRunning(ResourceEvent e) =>
        e.Snapshot.State?.Text is "Running" or "RECOVERING" or "OFFLINE" or "ERROR" or "UNREACHABLE" || IsInGroup(e);

    private static bool IsHealthy(ResourceEvent e) => e.Snapshot.HealthStatus == HealthStatus.Healthy || IsInGroup(e);

    private static bool IsInGroup(ResourceEvent e) => e.Snapshot.State?.Text is "ONLINE PRIMARY" or "ONLINE SECONDARY";

    // Aspire's words for it differ with the way a process ended.
    private static bool IsDown(ResourceEvent e) => e.Snapshot.State?.Text is "Exited" or "Finished" or "Terminated" or "FailedToStart";

    private async Task CommandAsync(string resource, string command, CancellationToken cancellationToken)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (await _app.ResourceCommands.ExecuteCommandAsync(resource, command, cancellationToken) is { Success: false } result)
        {
            // What it needs may be down as well, and be started next: a start waits for what starts, and not for what is down.
            if (result.Message?.Contains("dependency", StringComparison.Ordinal) != true
                || TimeProvider.System.GetElapsedTime(begun) > CommandLimit)
            {
                throw new InvalidOperationException($"{command} of {resource} failed: {result.Message}");
            }

            await Task.Delay(Again, TimeProvider.System, cancellationToken);
        }
    }

    private async Task UntilAsync(string resource, Func<ResourceEvent, bool> reached, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(CommandLimit);
        await _app.ResourceNotifications.WaitForResourceAsync(resource, reached, limit.Token);
    }
}
