using System.ComponentModel;

namespace Aspire.Hosting;

/// <summary>One resource that is a process: started, watched, stopped, and started again.</summary>
internal sealed class ResourceProcess(
    IResource resource, ProcessCommand command, RunRecord runs, ResourceNotificationService notifications, HealthMonitor health, ResourceConsole console)
{
    public static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(9);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private CancellationTokenSource _wanted = new();
    private Process? _process;
    private Task _running = Task.CompletedTask;
    private volatile bool _isUp; // Down before that is told: whoever hears of the end may start it again at once.

    public IResource Resource => resource;

    /// <summary>Waits for what this resource needs, then starts it. Does nothing when it runs already.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try
        {
            if (!_isUp)
            {
                _wanted = new CancellationTokenSource();
                await StartWhenReadyAsync(_wanted.Token);
            }
        }
        catch (OperationCanceledException) when (_wanted.IsCancellationRequested)
        {
            Publish(s => s with { State = KnownResourceStates.NotStarted });
        }
        catch (Exception e) when (e is DistributedApplicationException or Win32Exception or IOException)
        {
            console.WriteLine(resource, e.Message, isError: true);
            Publish(s => s with { State = KnownResourceStates.FailedToStart, Reason = e.Message });
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>False when it cannot be asked: Windows has no such signal.</summary>
    public static bool AskToEnd(Process process)
    {
        const int SigTerm = 15;
        const int SigCont = 18; // One that was paused must be woken to hear that it should end.
        return !OperatingSystem.IsWindows() && Signal(process.Id, SigTerm) == 0 && Signal(process.Id, SigCont) == 0;
    }

    /// <summary>Asks the process to end, and ends it when it has not after <paramref name="grace"/>.</summary>
    public async Task StopAsync(TimeSpan grace, CancellationToken ct)
    {
        await _wanted.CancelAsync();
        await _oneAtATime.WaitAsync(ct);
        try
        {
            if (_process is { } process && _isUp)
            {
                Publish(s => s with { State = KnownResourceStates.Stopping, HealthStatus = null });
                await TerminateAsync(process, grace);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task StartWhenReadyAsync(CancellationToken ct)
    {
        Publish(_ => new CustomResourceSnapshot { State = KnownResourceStates.Waiting });
        foreach (var dependency in resource.Dependencies())
        {
            await notifications.WaitForResourceHealthyAsync(dependency.Name, ct);
        }

        Publish(s => s with { State = KnownResourceStates.Starting });
        _process = Process.Start(await command.ResolveAsync(ct))!;
        runs.Add(_process.Id, resource.Name);
        _process.StandardInput.Close();
        Publish(s => s with { State = KnownResourceStates.Running, Properties = [new("executable.pid", _process.Id)] });
        _isUp = true;
        _running = WatchAsync(_process);
    }

    private async Task WatchAsync(Process process)
    {
        using var watched = new CancellationTokenSource();
        var checks = health.WatchAsync(resource, watched.Token);
        var output = Task.WhenAll(CopyAsync(process.StandardOutput, isError: false), CopyAsync(process.StandardError, isError: true));
        await process.WaitForExitAsync(CancellationToken.None);
        await output.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // A grandchild may hold the pipe.
        await watched.CancelAsync();
        await checks;
        runs.Remove(process.Id);
        _isUp = false;
        Publish(s => new CustomResourceSnapshot
        {
            State = KnownResourceStates.Exited,
            ExitCode = process.ExitCode,
            Reason = s.State?.Text == KnownResourceStates.Stopping ? null : $"It ended by itself with exit code {process.ExitCode}.",
        });
    }

    private async Task CopyAsync(StreamReader reader, bool isError)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            console.WriteLine(resource, line, isError);
        }
    }

    private void Publish(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => notifications.Publish(resource, change);

    private async Task TerminateAsync(Process process, TimeSpan grace)
    {
        if (AskToEnd(process))
        {
            await _running.WaitAsync(grace, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        process.Kill(entireProcessTree: true);
        await _running;
    }

    [DllImport("libc", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int pid, int signal);
}
