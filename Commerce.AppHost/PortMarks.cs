using System.Globalization;
using Microsoft.Extensions.Hosting;

namespace Commerce.AppHost;

/// <summary>
/// A file for each port that an AppHost gave to a service, locked for as long as that AppHost means to run. What an AppHost started may
/// outlive it by some ten seconds: a taken port whose file nobody locks is about to be free, any other is a stranger's.
/// </summary>
/// <param name="patience">For how long what is ending is waited for, all ports together.</param>
internal sealed class PortMarks(string folder, TimeSpan patience) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly List<FileStream> _held = [];
    private readonly List<string> _taken = [];
    private long? _waitingSince;

    /// <summary>The marks of this checkout.</summary>
    public static PortMarks Of(IDistributedApplicationBuilder builder) => new(
        Path.Combine(builder.AppHostDirectory, "..", ".data", "ports"), TimeSpan.FromSeconds(30));

    /// <summary>Waits while <paramref name="port"/> is held by what an earlier run left, and then takes it for this one.</summary>
    public async Task TakeAsync(int port, Func<int, bool> isFree)
    {
        while (!isFree(port) && IsLeftover(port) && !IsOverdue())
        {
            if (_waitingSince is null)
            {
                Console.WriteLine(
                    $"An earlier run of this AppHost is still ending and holds port {port}: waiting for it, {patience.TotalSeconds:0} s "
                    + "at most.");
                _waitingSince = TimeProvider.System.GetTimestamp();
            }

            await Task.Delay(Pause, TimeProvider.System);
        }

        if (isFree(port) && Lock(port, FileMode.OpenOrCreate) is { } held)
        {
            _held.Add(held);
            _taken.Add(held.Name);
        }
    }

    /// <summary>From here on the services are ending.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>They have ended, and whoever holds one of the ports next is a stranger.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        _taken.ForEach(File.Delete);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _held.ForEach(file => file.Dispose());
        _held.Clear();
    }

    private bool IsOverdue() => _waitingSince is { } start && TimeProvider.System.GetElapsedTime(start) >= patience;

    private bool IsLeftover(int port)
    {
        using var mark = Lock(port, FileMode.Open);
        return mark is not null;
    }

    // Null when there is no such file, another AppHost has it, or none can be kept here.
    private FileStream? Lock(int port, FileMode mode)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(
                Path.Combine(folder, port.ToString(CultureInfo.InvariantCulture)), mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
