using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>One resource that is a process: started, watched, stopped, and started again.</summary>
internal sealed class ResourceProcess(IResource resource, ProcessCommand command, RunRecord runs, IServiceProvider provider)
{
    public static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(9);
    private const int SigTerm = 15;
    private const int SigCont = 18;

    private readonly ResourceNotificationService _notifications = provider.GetRequiredService<ResourceNotificationService>();
    private readonly HealthMonitor _health = provider.GetRequiredService<HealthMonitor>();
    private readonly ResourceConsole _console = provider.GetRequiredService<ResourceConsole>();
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private CancellationTokenSource _wanted = new();
    private Task _running = Task.CompletedTask;
    private Process? _process;

    public IResource Resource => resource;

    /// <summary>Waits for what this resource needs, then starts it. Does nothing when it runs already.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try
        {
            if (_running.IsCompleted)
            {
                _wanted = new CancellationTokenSource();
                await StartWhenReadyAsync(_wanted.Token);
            }
        }
        catch (OperationCanceledException) when (_wanted.IsCancellationRequested)
        {
            Publish(s => s with { State = KnownResourceStates.NotStarted, Reason = null });
        }
        catch (Exception e) when (e is DistributedApplicationException or Win32Exception or IOException)
        {
            _console.WriteLine(resource, e.Message, isError: true);
            Publish(s => s.WithPid(null) with { State = KnownResourceStates.FailedToStart, HealthStatus = null, Reason = e.Message });
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Asks the process to end, and ends it when it has not after <paramref name="grace"/>.</summary>
    public async Task StopAsync(TimeSpan grace, CancellationToken ct)
    {
        await _wanted.CancelAsync();
        await _oneAtATime.WaitAsync(ct);
        try
        {
            if (_process is { } process && !_running.IsCompleted)
            {
                Publish(s => s with { State = KnownResourceStates.Stopping, HealthStatus = null });
                Terminate(process);
                await _running.WaitAsync(grace > TimeSpan.Zero ? grace : TimeSpan.Zero, CancellationToken.None)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (!_running.IsCompleted)
                {
                    process.Kill(entireProcessTree: true);
                    await _running;
                }
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task StartWhenReadyAsync(CancellationToken ct)
    {
        var dependencies = resource.All<WaitAnnotation>().Select(w => w.Dependency.Name).Distinct().ToList();
        Publish(s => s with { State = dependencies.Count == 0 ? KnownResourceStates.Starting : KnownResourceStates.Waiting, ExitCode = null, HealthStatus = null, Reason = null });
        foreach (var dependency in dependencies)
        {
            await _notifications.WaitForDependencyAsync(dependency, ct);
        }

        Publish(s => s with { State = KnownResourceStates.Starting });
        var start = await command.ResolveAsync(ct);
        _process = Process.Start(start)!;
        runs.Add(_process);
        _process.StandardInput.Close();
        Publish(s => s.WithPid(_process.Id) with { State = KnownResourceStates.Running });
        _running = WatchAsync(_process);
    }

    private async Task WatchAsync(Process process)
    {
        using var watched = new CancellationTokenSource();
        var health = _health.WatchAsync(resource, watched.Token);
        var output = Task.WhenAll(CopyAsync(process.StandardOutput, isError: false), CopyAsync(process.StandardError, isError: true));
        await process.WaitForExitAsync(CancellationToken.None);
        await output.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // A grandchild may hold the pipe.
        await watched.CancelAsync();
        await health;
        runs.Remove(process);
        Publish(s => s.WithPid(null) with
        {
            State = KnownResourceStates.Exited,
            HealthStatus = null,
            ExitCode = process.ExitCode,
            Reason = s.State?.Text == KnownResourceStates.Stopping ? null : $"ended by itself with exit code {process.ExitCode}",
        });
    }

    private async Task CopyAsync(StreamReader reader, bool isError)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _console.WriteLine(resource, line, isError);
        }
    }

    private void Publish(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => _notifications.Publish(resource, change);

    private static void Terminate(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill(entireProcessTree: true);
            return;
        }

        // A process that was paused must be woken to hear that it should end.
        _ = Signal(process.Id, SigTerm);
        _ = Signal(process.Id, SigCont);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int pid, int signal);
}
