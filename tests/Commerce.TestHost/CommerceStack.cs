using System.Runtime.CompilerServices;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Commerce.TestHost;

/// <summary>
/// The whole stack, started by the real AppHost as real processes on free ports with a database of its own.
/// Disposing it stops every process and deletes the database.
/// </summary>
public sealed class CommerceStack : IAsyncDisposable
{
    private static readonly TimeSpan CommandLimit = TimeSpan.FromMinutes(2);

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
    public HttpClient CreateClient(string resource) => _app.CreateHttpClient(resource);

    /// <summary>The base address of a service.</summary>
    public Uri AddressOf(string resource) => _app.GetEndpoint(resource);

    /// <summary>
    /// The connection string of <see cref="StackResources.CommerceDatabase"/> or <see cref="StackResources.PaymentGatewayDatabase"/>.
    /// </summary>
    public async Task<string> ConnectionStringAsync(string database, CancellationToken cancellationToken = default) =>
        await _app.GetConnectionStringAsync(database, cancellationToken)
        ?? throw new InvalidOperationException($"There is no connection string named {database}.");

    /// <summary>What a service has written to its console so far, its errors among it.</summary>
    public IReadOnlyList<string> OutputOf(string resource) => _output.Of(resource);

    /// <summary>The last lines of every service, for the message of a failed test.</summary>
    public string OutputTail(int linesEach = 40) => _output.Tail(linesEach);

    /// <summary>Ends a service in good order and waits until it is gone. A frozen one is woken to hear it.</summary>
    public async Task StopAsync(string resource, CancellationToken cancellationToken = default)
    {
        Resume(resource);
        await CommandAsync(resource, KnownResourceCommands.StopCommand, cancellationToken);
        await UntilAsync(resource, IsDown, cancellationToken);
    }

    /// <summary>Starts a service that is down, and waits until it is healthy.</summary>
    public async Task StartAsync(string resource, CancellationToken cancellationToken = default)
    {
        await CommandAsync(resource, KnownResourceCommands.StartCommand, cancellationToken);
        await UntilAsync(resource, IsHealthy, cancellationToken);
    }

    /// <summary>Ends a service in good order, starts it again, and waits until the new process is healthy.</summary>
    public async Task RestartAsync(string resource, CancellationToken cancellationToken = default)
    {
        var before = PidOf(resource);
        Resume(resource);
        await CommandAsync(resource, KnownResourceCommands.RestartCommand, cancellationToken);
        await UntilAsync(resource, e => IsHealthy(e) && PidOf(e) != before, cancellationToken);
    }

    /// <summary>
    /// Kills a service with signal 9, as a crash would, and waits until it is gone. It stays down until <see cref="StartAsync"/>.
    /// </summary>
    public async Task KillAsync(string resource, CancellationToken cancellationToken = default)
    {
        ProcessTree.Kill(RunningPidOf(resource));
        await UntilAsync(resource, IsDown, cancellationToken);
    }

    /// <summary>Freezes a service (SIGSTOP): its connections stay open and nothing answers.</summary>
    public void Pause(string resource) => ProcessTree.Pause(RunningPidOf(resource));

    /// <summary>Lets a frozen service go on.</summary>
    public void Resume(string resource) => ProcessTree.Resume(RunningPidOf(resource));

    /// <summary>The process id of a service; null when it is down.</summary>
    public int? PidOf(string resource) => _app.ResourceNotifications.TryGetCurrentState(resource, out var current) ? PidOf(current) : null;

    /// <summary>How much processor time a service has used since it began.</summary>
    public TimeSpan ProcessorTimeOf(string resource) => ProcessTree.ProcessorTime(RunningPidOf(resource));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var pid in StackResources.All.Select(PidOf).OfType<int>())
        {
            ProcessTree.Resume(pid); // What a test left frozen would not hear that it should end.
        }

        await _app.DisposeAsync();
        await _builder.DisposeAsync();
        _output.Keep(_name);
        _folder.Dispose();
    }

    private int RunningPidOf(string resource) => PidOf(resource)
        ?? throw new InvalidOperationException($"{resource} has no process.");

    private static int? PidOf(ResourceEvent e) =>
        e.Snapshot.State?.Text == KnownResourceStates.Running
            && e.Snapshot.Properties.FirstOrDefault(p => p.Name == "executable.pid")?.Value is int pid ? pid : null;

    private static bool IsHealthy(ResourceEvent e) => e.Snapshot.HealthStatus == HealthStatus.Healthy;

    // Aspire's words for it differ with the way a process ended.
    private static bool IsDown(ResourceEvent e) => e.Snapshot.State?.Text is "Exited" or "Finished" or "Terminated" or "FailedToStart";

    private async Task CommandAsync(string resource, string command, CancellationToken cancellationToken)
    {
        var result = await _app.ResourceCommands.ExecuteCommandAsync(resource, command, cancellationToken);
        if (!result.Success)
        {
            throw new InvalidOperationException($"{command} of {resource} failed: {result.Message}");
        }
    }

    private async Task UntilAsync(string resource, Func<ResourceEvent, bool> reached, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(CommandLimit);
        await _app.ResourceNotifications.WaitForResourceAsync(resource, reached, limit.Token);
    }
}
