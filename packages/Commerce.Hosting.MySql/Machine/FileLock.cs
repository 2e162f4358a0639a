namespace Commerce.Hosting.MySql.Machine;

/// <summary>A lock between processes that lives as long as the file is open: a killed holder frees it.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>The lock, or null when somebody else has it.</summary>
    /// <exception cref="IOException">There can be no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write it.</exception>
    public static FileLock? Try(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows; elsewhere .NET leaves the number of EAGAIN, which is 11 on Linux and 35
    // on macOS.
    private static bool IsHeld(IOException e) => OperatingSystem.IsWindows()
        ? (e.HResult & 0xFFFF) is 32 or 33
        : e.HResult == (OperatingSystem.IsLinux() ? 11 : 35);

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
