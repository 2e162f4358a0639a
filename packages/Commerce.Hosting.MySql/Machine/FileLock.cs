namespace Commerce.Hosting.MySql.Machine;

/// <summary>A lock between processes that lives as long as the file is open: a killed holder frees it.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>The lock, or null when somebody else has it.</summary>
    public static FileLock? Try(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Waits for the lock; calls <paramref name="onWait"/> once when it has to.</summary>
    public static async Task<FileLock> WaitAsync(string path, Action onWait, CancellationToken ct)
    {
        var told = false;
        while (true)
        {
            if (Try(path) is { } held)
            {
                return held;
            }

            if (!told)
            {
                onWait();
                told = true;
            }

            await Task.Delay(Pause, TimeProvider.System, ct);
        }
    }

    public void Dispose() => _file.Dispose();
}
