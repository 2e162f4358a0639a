using System.Globalization;
using Commerce.Hosting.MySql.Machine;

namespace Commerce.Hosting.MySql.Local;

/// <summary>
/// What an earlier run left behind in a data folder: a host ends before the server that it started, so a start right after Ctrl-C or
/// <c>kill -9</c> meets both. It waits for them. Who is still there after half a minute is not ending but running.
/// </summary>
internal sealed class FormerRun(MySqlDataFolder folder, Action<string> say, TimeSpan? limit = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly TimeSpan _limit = limit ?? TimeSpan.FromSeconds(30);

    /// <returns>The lock of the folder, once nobody uses it any more.</returns>
    /// <exception cref="DistributedApplicationException">Somebody still does.</exception>
    public async Task<FileLock> EndedAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_limit);
        FileLock? held = null;
        var told = false;
        try
        {
            held = await FileLock.WaitAsync(folder.LockFile, TellOnce, patience.Token);
            while (await LivingServerAsync(ct) is not null)
            {
                TellOnce();
                await Task.Delay(Pause, TimeProvider.System, patience.Token);
            }

            return held;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            held?.Dispose();
            throw new DistributedApplicationException(held is null
                ? $"{folder.Path} is in use by another AppHost. Stop that one, or give this one a folder of its own with "
                    + $"{folder.Settings.AnotherFolder}."
                : $"The database server of an earlier run, process {await LivingServerAsync(ct)}, still uses {folder.Path}. End that "
                    + "process and start again.");
        }

        void TellOnce()
        {
            if (!told)
            {
                say(string.Create(
                    CultureInfo.InvariantCulture, $"waiting up to {_limit.TotalSeconds:0} s for an earlier run to leave {folder.Path}."));
                told = true;
            }
        }
    }

    // A process id may have been given to another process meanwhile: only a server of this folder's data counts.
    private async Task<int?> LivingServerAsync(CancellationToken ct) =>
        File.Exists(folder.PidFile)
            && int.TryParse(await File.ReadAllTextAsync(folder.PidFile, ct), CultureInfo.InvariantCulture, out var pid)
        && (await ProcessCommand.OfAsync(pid, ct)).Contains($"--pid-file={folder.PidFile} ", StringComparison.Ordinal)
            ? pid
            : null;
}
