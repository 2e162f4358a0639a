namespace Commerce.IntegrationTests.Backups;

/// <summary>How a database server was started; its other programs lie beside it and are started the same way.</summary>
internal sealed record ServerCommand(IReadOnlyList<string> Line)
{
    private const string DataOption = "--datadir=";
    private static readonly string[] OfOneServer = [DataOption, "--port=", "--pid-file=", "--init-file=", "--tmpdir="];

    public string Data => Line.Single(part => part.StartsWith(DataOption, StringComparison.Ordinal))[DataOption.Length..];

    public static ServerCommand OfProcess(int pid) => new(File.ReadAllText($"/proc/{pid}/cmdline").TrimEnd('\0').Split('\0'));

    /// <summary>The same server on other data.</summary>
    public IReadOnlyList<string> On(string data, int port) =>
        [
            .. Line.Where(part => !OfOneServer.Any(option => part.StartsWith(option, StringComparison.Ordinal))),
            $"{DataOption}{data}", $"--port={port}", $"--pid-file={data}/restored.pid", $"--tmpdir={data}",
        ];

    /// <summary>What reads binary logs; null where it was not installed with the server, and for another server than MySQL's own.</summary>
    public IReadOnlyList<string>? LogReader
    {
        get
        {
            var program = Line.ToList().FindIndex(part => Path.GetFileName(part) == "mysqld");
            var folder = program < 0 ? null : Path.GetDirectoryName(Path.GetDirectoryName(Line[program]));
            var reader = Path.Combine(folder ?? string.Empty, "bin", "mysqlbinlog");
            return folder is not null && File.Exists(reader) ? [.. Line.Take(program), reader] : null;
        }
    }
}
