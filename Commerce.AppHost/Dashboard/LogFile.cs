namespace Commerce.AppHost.Dashboard;

/// <summary>
/// What one service prints, in a file of bounded size: the run before and what no longer fits are kept once, as <c>.1.log</c>.
/// </summary>
internal sealed class LogFile(string folder, string service, long mostBytes = 10 << 20) : IDisposable
{

    private readonly Lock _gate = new();
    private readonly string _path = Path.Combine(folder, $"{service}.log");
    private StreamWriter? _writer;
    private bool _isGivenUp;

    public void WriteLine(string line)
    {
        lock (_gate)
        {
            try
            {
                if (_isGivenUp)
                {
                    return;
                }

                if (_writer is null || _writer.BaseStream.Position > mostBytes)
                {
                    Begin();
                }

                _writer!.WriteLine(line);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _isGivenUp = true; // A full disk must not stop the stack, and is told once.
                Console.Error.WriteLine($"What {service} prints is no longer kept in {_path}: {e.Message}");
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isGivenUp = true;
            _writer?.Dispose();
        }
    }

    private void Begin()
    {
        _writer?.Dispose();
        Directory.CreateDirectory(folder);
        if (File.Exists(_path))
        {
            // Fails while another AppHost writes it, which must keep its file.
            File.Open(_path, FileMode.Open, FileAccess.Write, FileShare.None).Dispose();
            File.Move(_path, Path.Combine(folder, $"{service}.1.log"), overwrite: true);
        }

        _writer = new StreamWriter(File.Open(_path, FileMode.CreateNew, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
    }
}
